// Watchers that take nothing hold up nobody, cost the service little, and miss nothing when they go on.
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::ServicePair;

constexpr int kFrozen = 100;
constexpr int kArticles = 300;
constexpr int kSentences = 20;
// What happens is some 5 million bytes; 100 watchers for whom it is kept would hold 500.
constexpr int64_t kMostGrowth = 300'000'000;

// On a connection of its own.
class Watcher {
 public:
  explicit Watcher(const ServicePair& pair) : query_(pair.Query()) {
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(4));
    v1::WatchFactsRequest request;
    request.set_bookmark_interval_ms(100);
    stream_ = query_->WatchFacts(&context_, request);
    EXPECT_TRUE(stream_->Read(&response_));  // it is open
  }
  ~Watcher() {
    context_.TryCancel();
    stream_->Finish();
  }

  // The events up to the state.
  int ReadTo(const std::string& revision_token) {
    int events = 0;
    while (response_.revision_token() != revision_token) {
      if (!stream_->Read(&response_)) {
        ADD_FAILURE() << "the watch ended";
        break;
      }
      events += response_.events_size();
    }
    return events;
  }

 private:
  const std::unique_ptr<v1::QueryService::Stub> query_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchFactsResponse>> stream_;
  v1::WatchFactsResponse response_;
};

int IngestMany(const ServicePair& pair) {
  const auto ingest = pair.Ingest();
  std::string body = "PARIS - President Anne Dubois arrived in Paris on Monday.";
  for (int sentence = 0; sentence < kSentences; ++sentence) {
    absl::StrAppend(&body, " Dubois said that ", 100 + sentence, " soldiers would return to Vienna in May.");
  }
  int facts = 0;
  for (int i = 0; i < kArticles; ++i) {
    v1::IngestArticleRequest request;
    request.mutable_article()->set_name(absl::StrCat("articles/", i));
    request.mutable_article()->set_body(body);
    v1::IngestArticleResponse response;
    const grpc::Status status = ingest->IngestArticle(CallContext().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    facts += response.facts_size();
  }
  return facts;
}

TEST(FrozenWatcher, HoldsUpNobodyAndMissesNothing) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizers have memory of their own";
#endif
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  pair.WaitUntilCaughtUp();
  std::vector<std::unique_ptr<Watcher>> frozen;
  for (int i = 0; i < kFrozen; ++i) frozen.push_back(std::make_unique<Watcher>(pair));
  Watcher awake(pair);
  const int64_t before = pair.query_process().ResidentBytes();
  const int facts = IngestMany(pair);
  pair.WaitUntilCaughtUp();
  v1::ListFactsResponse state;
  ASSERT_TRUE(pair.Query()->ListFacts(CallContext().get(), {}, &state).ok());
  EXPECT_EQ(awake.ReadTo(state.revision_token()), facts);
  EXPECT_LT(pair.query_process().ResidentBytes(), before + kMostGrowth);
  EXPECT_EQ(frozen.front()->ReadTo(state.revision_token()), facts);
  EXPECT_EQ(frozen.back()->ReadTo(state.revision_token()), facts);
}

}  // namespace
}  // namespace dateline
