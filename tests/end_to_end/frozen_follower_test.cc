// A follower that stands still in the middle of the feed holds up nobody, and misses nothing when it goes on.
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/feed_history.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::FeedHistory;
using ::dateline::testing::ReadFeedHistory;
using ::dateline::testing::ServicePair;
using ::testing::Each;
using ::testing::IsEmpty;

constexpr int kArticles = 150;
constexpr int kSentences = 20;

// Many times what fits into the buffers between two processes.
void IngestMany(const ServicePair& pair) {
  const auto ingest = pair.Ingest();
  for (int i = 0; i < kArticles; ++i) {
    v1::IngestArticleRequest request;
    request.mutable_article()->set_name(absl::StrCat("articles/", i));
    std::string body = "PARIS - President Anne Dubois arrived in Paris on Monday.";
    for (int sentence = 0; sentence < kSentences; ++sentence) {
      absl::StrAppend(&body, " Dubois said that ", 100 + sentence, " soldiers would return to Vienna in May.");
    }
    request.mutable_article()->set_body(body);
    v1::IngestArticleResponse response;
    const grpc::Status status = ingest->IngestArticle(CallContext().get(), request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
}

// Takes the changes of one stream until there are so many articles; how many there were at its end.
size_t FollowUntil(v1::FeedService::Stub& feed, size_t article_count) {
  const auto context = CallContext();
  const auto stream = feed.StreamChanges(context.get(), {});
  FeedHistory history;
  for (v1::StreamChangesResponse batch; history.articles().size() < article_count && stream->Read(&batch);) {
    for (const v1::ChangeRecord& record : batch.records()) history.Take(record);
  }
  context->TryCancel();
  stream->Finish();
  EXPECT_THAT(history.violations(), IsEmpty());
  return history.articles().size();
}

TEST(FrozenFollower, HoldsUpNobodyAndMissesNothing) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  pair.WaitUntilCaughtUp();
  pair.query_process().Freeze();
  std::vector<size_t> followed(3);
  std::vector<std::thread> followers;
  for (size_t& count : followed) {
    followers.emplace_back([&] { count = FollowUntil(*pair.Feed(), kArticles); });
  }
  IngestMany(pair);
  for (std::thread& follower : followers) follower.join();
  EXPECT_THAT(followed, Each(kArticles));
  const FeedHistory feed = ReadFeedHistory(*pair.Feed());
  EXPECT_TRUE(pair.query_process().IsRunning());
  pair.query_process().Thaw();
  pair.WaitUntilCaughtUp();
  v1::GetIndexStatusResponse index;
  ASSERT_TRUE(pair.Query()->GetIndexStatus(CallContext().get(), {}, &index).ok());
  EXPECT_EQ(index.applied_offset(), feed.head_offset());
  EXPECT_EQ(index.article_count(), kArticles);
  EXPECT_EQ(index.fact_count(), static_cast<int64_t>(feed.FactCount()));
}

}  // namespace
}  // namespace dateline
