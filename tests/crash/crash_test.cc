// Both services killed in the middle of their work: nothing acknowledged is missing, nothing is there twice.
#include <signal.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/feed_history.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::FeedHistory;
using ::dateline::testing::ReadFeedHistory;
using ::dateline::testing::ServicePair;
using ::testing::IsEmpty;

constexpr int kArticlesOfACycle = 40;
constexpr int kDefaultCycles = 4;

// How often each service is killed; a long run sets DATELINE_CRASH_CYCLES.
int Cycles() {
  int cycles = 0;
  const char* asked = std::getenv("DATELINE_CRASH_CYCLES");
  return asked != nullptr && absl::SimpleAtoi(asked, &cycles) ? cycles : kDefaultCycles;
}

v1::StreamIngestRequest RequestOf(int number) {
  v1::StreamIngestRequest request;
  request.set_request_id(absl::StrCat("request-", number));
  request.mutable_article()->set_name(absl::StrCat("articles/crash-", number));
  request.mutable_article()->set_body(
      absl::StrCat("PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.\n\n"
                   "Weber said that ",
                   number, " soldiers would return in May, and invited Dubois to Vienna."));
  return request;
}

// Sends articles [first, first + count) over one stream, hands each acknowledged name to `acknowledge`, and ends with
// the stream, however it ends.
void SendArticles(const ServicePair& pair, int first, int count,
                  const std::function<void(const std::string& name)>& acknowledge) {
  const auto ingest = pair.Ingest();
  const auto context = CallContext();
  context->set_wait_for_ready(true);
  const auto stream = ingest->StreamIngest(context.get());
  std::thread sender([&] {
    for (int i = first; i < first + count; ++i) {
      if (!stream->Write(RequestOf(i))) break;
    }
    stream->WritesDone();
  });
  for (v1::StreamIngestResponse response; stream->Read(&response);) {
    if (response.has_ingested()) acknowledge(response.ingested().article().name());
  }
  sender.join();
  stream->Finish();
}

// Every article of `bodies` is readable with its body; the feed is dense, chained and without repeats and holds each of
// them; the index agrees with it.
void ExpectExactlyOnce(const ServicePair& pair, const std::map<std::string, std::string>& bodies) {
  const auto ingest = pair.Ingest();
  for (const auto& [name, body] : bodies) {
    v1::GetArticleRequest request;
    request.set_name(name);
    v1::GetArticleResponse response;
    const grpc::Status status = ingest->GetArticle(CallContext().get(), request, &response);
    EXPECT_TRUE(status.ok()) << name << ": " << status.error_message();
    EXPECT_EQ(response.article().body(), body);
  }
  const FeedHistory history = ReadFeedHistory(*pair.Feed());
  EXPECT_THAT(history.violations, IsEmpty());
  for (const auto& [name, body] : bodies) EXPECT_EQ(history.article_changes.count(name), 1u) << name;
  pair.WaitUntilCaughtUp();
  v1::GetIndexStatusResponse index;
  ASSERT_TRUE(pair.Query()->GetIndexStatus(CallContext().get(), {}, &index).ok());
  EXPECT_EQ(index.applied_offset(), history.head_offset);
  EXPECT_EQ(index.article_count(), static_cast<int64_t>(history.article_changes.size()));
  EXPECT_EQ(index.fact_count(), static_cast<int64_t>(history.fact_changes.size()));
}

// What SendArticles acknowledged, with what was sent.
class Acknowledged {
 public:
  void Add(const std::string& name) {
    int number = 0;
    ASSERT_TRUE(absl::SimpleAtoi(name.substr(name.rfind('-') + 1), &number)) << name;
    bodies_[name] = RequestOf(number).article().body();
  }
  const std::map<std::string, std::string>& bodies() const { return bodies_; }

 private:
  std::map<std::string, std::string> bodies_;
};

TEST(Crash, IngestIsKilledInTheMiddleOfAStream) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  Acknowledged acknowledged;
  std::mt19937 random(20250814);
  for (int cycle = 0; cycle < Cycles(); ++cycle) {
    const int first = cycle * kArticlesOfACycle;
    int left = static_cast<int>(random() % kArticlesOfACycle);
    SendArticles(pair, first, kArticlesOfACycle, [&](const std::string& name) {
      acknowledged.Add(name);
      if (left-- == 0) pair.ingest_process().Kill();
    });
    pair.ingest_process().Kill();
    pair.StartIngest();
    ExpectExactlyOnce(pair, acknowledged.bodies());
    // Once more with the same request ids: what was stored is not stored again.
    SendArticles(pair, first, kArticlesOfACycle, [&](const std::string& name) { acknowledged.Add(name); });
    EXPECT_EQ(acknowledged.bodies().size(), static_cast<size_t>(first + kArticlesOfACycle));
    ExpectExactlyOnce(pair, acknowledged.bodies());
  }
}

TEST(Crash, QueryIsKilledWhileItApplies) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  Acknowledged acknowledged;
  std::mt19937 random(20250816);
  for (int cycle = 0; cycle < Cycles(); ++cycle) {
    int left = static_cast<int>(random() % kArticlesOfACycle);
    SendArticles(pair, cycle * kArticlesOfACycle, kArticlesOfACycle, [&](const std::string& name) {
      acknowledged.Add(name);
      if (left-- == 0) pair.query_process().Kill();
    });
    pair.query_process().Kill();
    pair.StartQuery();
    ExpectExactlyOnce(pair, acknowledged.bodies());
  }
}

#ifdef DATELINE_FAIL_POINTS

// The third time that a service comes by the fail-point.
class FailPoint : public ::testing::TestWithParam<const char*> {
 protected:
  testing::Environment Armed() const { return {{"DATELINE_FAIL_POINT", absl::StrCat(GetParam(), ":3")}}; }
};

class IngestFailPoint : public FailPoint {};
class QueryFailPoint : public FailPoint {};

TEST_P(IngestFailPoint, LosesNothing) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest(Armed());
  pair.StartQuery();
  Acknowledged acknowledged;
  // One at a time, so that there are as many commits as articles.
  for (int i = 0; i < 5; ++i) {
    if (!pair.ingest_process().IsRunning()) break;
    v1::IngestArticleRequest request;
    request.set_request_id(RequestOf(i).request_id());
    *request.mutable_article() = RequestOf(i).article();
    v1::IngestArticleResponse response;
    if (pair.Ingest()->IngestArticle(CallContext().get(), request, &response).ok()) {
      acknowledged.Add(response.article().name());
    }
  }
  EXPECT_EQ(pair.ingest_process().Wait(), -SIGKILL);
  EXPECT_LT(acknowledged.bodies().size(), 5u);
  pair.StartIngest();
  ExpectExactlyOnce(pair, acknowledged.bodies());
  SendArticles(pair, 0, 5, [&](const std::string& name) { acknowledged.Add(name); });
  EXPECT_EQ(acknowledged.bodies().size(), 5u);
  ExpectExactlyOnce(pair, acknowledged.bodies());
}

INSTANTIATE_TEST_SUITE_P(Every, IngestFailPoint, ::testing::Values("before_commit", "after_commit"));

TEST_P(QueryFailPoint, LosesNothing) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery(Armed());
  Acknowledged acknowledged;
  for (int i = 0; pair.query_process().IsRunning() && i < kArticlesOfACycle; ++i) {
    SendArticles(pair, i, 1, [&](const std::string& name) { acknowledged.Add(name); });
  }
  EXPECT_EQ(pair.query_process().Wait(), -SIGKILL);
  pair.StartQuery();
  ExpectExactlyOnce(pair, acknowledged.bodies());
}

INSTANTIATE_TEST_SUITE_P(Every, QueryFailPoint, ::testing::Values("index_before_commit", "index_after_commit"));

#endif  // DATELINE_FAIL_POINTS

}  // namespace
}  // namespace dateline
