// A service that is told to end while it is busy.
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <sstream>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "platform/rpc/status_conversion.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

using ::testing::AnyOf;

constexpr int kWriters = 8;

v1::Article ArticleNumber(int writer, int number) {
  v1::Article article;
  article.set_name(absl::StrCat("articles/", writer, "-", number));
  article.set_body("The foreign minister of Vietnam met the minister of Thailand in Hanoi on Tuesday.");
  return article;
}

// Lines of the log of writes that have ended with this code.
int WritesLogged(const std::string& log, const std::string& code) {
  int count = 0;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (absl::StrContains(line, " write ") && absl::StrContains(line, " code=" + code + " ")) ++count;
  }
  return count;
}

int AllWritesLogged(const std::string& log) {
  int count = 0;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) count += absl::StrContains(line, " write ") ? 1 : 0;
  return count;
}

TEST(Drain, LosesNoCallThatWasAccepted) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  std::atomic<int> answered = 0;
  std::vector<std::vector<std::string>> stored(kWriters);
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      const auto stub = pair.Ingest();
      for (int number = 0;; ++number) {
        v1::IngestArticleRequest request;
        *request.mutable_article() = ArticleNumber(writer, number);
        v1::IngestArticleResponse response;
        const grpc::Status status = stub->IngestArticle(CallContext().get(), request, &response);
        if (!status.ok()) {
          EXPECT_THAT(status.error_code(), AnyOf(grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::CANCELLED))
              << status.error_message();
          return;
        }
        stored[writer].push_back(request.article().name());
        ++answered;
      }
    });
  }
  while (answered < 20 * kWriters) absl::SleepFor(absl::Milliseconds(5));
  EXPECT_EQ(pair.ingest_process().Terminate(), 0);
  for (std::thread& writer : writers) writer.join();
  // What the service took in it has answered, and its answers have arrived.
  const std::string log = pair.ingest_process().Errors();
  EXPECT_EQ(WritesLogged(log, "OK"), answered);
  EXPECT_EQ(AllWritesLogged(log), answered);
  pair.StartIngest();
  const auto stub = pair.Ingest();
  for (const auto& names : stored) {
    for (const std::string& name : names) {
      v1::GetArticleRequest request;
      request.set_name(name);
      v1::GetArticleResponse response;
      EXPECT_TRUE(stub->GetArticle(CallContext().get(), request, &response).ok()) << name;
    }
  }
}

TEST(Drain, EndsTheFeedSoThatItCanBeResumed) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  v1::IngestArticleRequest article;
  *article.mutable_article() = ArticleNumber(0, 0);
  v1::IngestArticleResponse ingested;
  ASSERT_TRUE(pair.Ingest()->IngestArticle(CallContext().get(), article, &ingested).ok());
  const auto feed = pair.Feed();
  const auto context = CallContext();
  const auto stream = feed->StreamChanges(context.get(), {});
  v1::StreamChangesResponse response;
  std::string cursor;
  int records = 0;
  ASSERT_TRUE(stream->Read(&response));
  cursor = response.cursor();
  records += response.records_size();
  std::thread terminator([&] { EXPECT_EQ(pair.ingest_process().Terminate(), 0); });
  while (stream->Read(&response)) {
    cursor = response.cursor();
    records += response.records_size();
  }
  terminator.join();
  const absl::Status ended = rpc::FromGrpcStatus(stream->Finish());
  EXPECT_EQ(ended.code(), absl::StatusCode::kUnavailable);
  EXPECT_GT(records, 0);
  EXPECT_EQ(errors::Reason(ended), "SHUTTING_DOWN");
  pair.StartIngest();
  v1::StreamChangesRequest resume;
  resume.set_cursor(cursor);
  const auto again = CallContext();
  const auto resumed = pair.Feed()->StreamChanges(again.get(), resume);
  ASSERT_TRUE(resumed->Read(&response));
  EXPECT_EQ(response.records_size(), 0);  // nothing twice
  again->TryCancel();
  while (resumed->Read(&response)) {
  }
  resumed->Finish();
}

}  // namespace
}  // namespace dateline::testing
