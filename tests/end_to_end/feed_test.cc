// What becomes of an index when the feed goes on without it, forgets, or is restored from a backup.
#include <filesystem>
#include <future>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/fact_log/compactor.h"
#include "tests/testing/directories.h"
#include "tests/testing/feed_history.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::ReadFeedHistory;
using ::dateline::testing::RunProgram;
using ::dateline::testing::ServicePair;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kIngest[] = DATELINE_PROGRAM_DIRECTORY "/dateline-ingest";

std::string BodyOf(int number) {
  return absl::StrCat(
      "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.\n\nWeber said that ", number,
      " soldiers would return in May.");
}

v1::IngestArticleResponse IngestNumber(const ServicePair& pair, int number) {
  v1::IngestArticleRequest request;
  request.mutable_article()->set_name(absl::StrCat("articles/n", number));
  request.mutable_article()->set_body(BodyOf(number));
  v1::IngestArticleResponse response;
  const grpc::Status status = pair.Ingest()->IngestArticle(CallContext().get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

v1::GetFeedInfoResponse FeedInfo(const ServicePair& pair) {
  v1::GetFeedInfoResponse info;
  EXPECT_TRUE(pair.Feed()->GetFeedInfo(CallContext().get(), {}, &info).ok());
  return info;
}

// The index at a state that includes the newest change.
v1::GetIndexStatusResponse CaughtUp(const ServicePair& pair) {
  pair.WaitUntilCaughtUp();
  v1::GetIndexStatusResponse status;
  EXPECT_TRUE(pair.Query()->GetIndexStatus(CallContext().get(), {}, &status).ok());
  return status;
}

TEST(Feed, AnIndexBeginsWithWhatHoldsWhereTheFeedForgot) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  for (int i = 0; i < 6; ++i) IngestNumber(pair, i);
  v1::CorrectArticleRequest correction;
  correction.mutable_article()->set_name("articles/n1");
  correction.mutable_article()->set_body(BodyOf(77));
  v1::CorrectArticleResponse corrected;
  ASSERT_TRUE(pair.Ingest()->CorrectArticle(CallContext().get(), correction, &corrected).ok());
  pair.StartQuery();
  const v1::GetIndexStatusResponse before = CaughtUp(pair);
  pair.query_process().Terminate();
  pair.ingest_process().Terminate();
  {
    const auto log = fact_log::FactLog::Open(pair.IngestStore(), {}, [](const fact_log::FeedHead&) {});
    ASSERT_TRUE(log.ok());
    fact_log::Compactor compactor(**log, {.age = absl::Nanoseconds(1)});
    ASSERT_TRUE(compactor.Compact(absl::Now() + absl::Hours(1)).ok());
  }
  std::filesystem::remove(pair.QueryStore());
  pair.StartIngest();
  EXPECT_GT(FeedInfo(pair).earliest_offset(), 1);
  pair.StartQuery();
  const v1::GetIndexStatusResponse after = CaughtUp(pair);
  EXPECT_EQ(after.applied_offset(), before.applied_offset());
  EXPECT_EQ(after.article_count(), before.article_count());
  EXPECT_EQ(after.fact_count(), before.fact_count());
  EXPECT_EQ(after.entity_count(), before.entity_count());
  // What was there before the feed forgot is corrected as ever.
  correction.mutable_article()->set_name("articles/n2");
  ASSERT_TRUE(pair.Ingest()->CorrectArticle(CallContext().get(), correction, &corrected).ok());
  EXPECT_EQ(CaughtUp(pair).article_count(), 6);
  EXPECT_EQ(RunProgram({kIngest, pair.IngestStoreFlag(), "--check"}).exit_code, 0);
}

TEST(Feed, AnIndexThatKnowsMoreThanARestoredLogIsBuiltAnew) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  IngestNumber(pair, 0);
  if (pair.IsOnPostgres()) GTEST_SKIP() << "--backup copies SQLite files; PostgreSQL has pg_dump and pg_basebackup";
  const std::string folder = pair.IngestStore() + ".copies";
  std::filesystem::create_directory(folder);
  const auto copied = RunProgram({kIngest, pair.IngestStoreFlag(), "--backup=" + folder, "--check"});
  EXPECT_EQ(copied.exit_code, 0) << copied.err;
  EXPECT_THAT(copied.out, HasSubstr("is sound: changes 1 to "));
  IngestNumber(pair, 1);
  IngestNumber(pair, 2);
  EXPECT_EQ(CaughtUp(pair).article_count(), 3);
  pair.ingest_process().Terminate();
  for (const char* const suffix : {"", "-wal", "-shm"}) std::filesystem::remove(pair.IngestStore() + suffix);
  std::filesystem::copy(folder + "/ingest.db", pair.IngestStore());
  pair.StartIngest();
  IngestNumber(pair, 3);
  const v1::IngestArticleResponse last = IngestNumber(pair, 4);
  v1::ListFactsRequest request;
  request.mutable_consistency()->set_at_least_as_fresh(last.revision_token());
  request.set_page_size(1000);
  // The index that still holds the lost history may answer until it hears of it.
  v1::GetIndexStatusResponse status;
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  const auto is_right = [&] {
    status = CaughtUp(pair);
    return status.article_count() == 3 && pair.query_process().Errors().find("lost the position") != std::string::npos;
  };
  while (!is_right() && std::chrono::steady_clock::now() < give_up) absl::SleepFor(absl::Milliseconds(100));
  EXPECT_EQ(status.article_count(), 3);
  v1::ListFactsResponse facts;
  ASSERT_TRUE(pair.Query()->ListFacts(CallContext().get(), request, &facts).ok());
  for (const v1::Fact& fact : facts.facts()) {
    EXPECT_EQ(fact.name().find("articles/n1/"), std::string::npos);
    EXPECT_EQ(fact.name().find("articles/n2/"), std::string::npos);
  }
  EXPECT_GT(facts.facts_size(), 0);
}

}  // namespace
}  // namespace dateline
