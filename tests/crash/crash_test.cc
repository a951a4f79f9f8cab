// Both services killed in the middle of their work: nothing acknowledged is missing, nothing is there twice.
#include <signal.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/feed_history.h"
#include "tests/testing/history_checker.h"
#include "tests/testing/random_seed.h"
#include "tests/testing/recording.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::CheckHistory;
using ::dateline::testing::FeedHistory;
using ::dateline::testing::History;
using ::dateline::testing::ReadFeedHistory;
using ::dateline::testing::RecordingClient;
using ::dateline::testing::RecordingFollower;
using ::dateline::testing::RecordingReader;
using ::dateline::testing::ServicePair;
using ::testing::IsEmpty;

constexpr int kArticlesOfACycle = 40;
constexpr int kCycles = 4;

uint32_t Seed() { return testing::RandomSeed(); }

// A pair of services with callers who write down what they see, judged at the end.
class Crash : public ::testing::Test {
 protected:
  ~Crash() override { EXPECT_THAT(CheckHistory(history_.events()), IsEmpty()); }

  // What `./dev soak crash` adds up.
  void Record(int cycles) const {
    RecordProperty("cycles", cycles);
    RecordProperty("acknowledged", static_cast<int>(client_.acknowledged_count()));
  }

  // What the index counts is what the feed holds.
  void ReadEverything() {
    client_.ReadEverything();
    const FeedHistory feed = ReadFeedHistory(*pair_.Feed());
    EXPECT_THAT(feed.violations(), IsEmpty());
    v1::GetIndexStatusResponse index;
    ASSERT_TRUE(pair_.Query()->GetIndexStatus(CallContext().get(), {}, &index).ok());
    EXPECT_EQ(index.applied_offset(), feed.head_offset());
    EXPECT_EQ(index.article_count(), static_cast<int64_t>(feed.articles().size()));
    EXPECT_EQ(index.fact_count(), static_cast<int64_t>(feed.FactCount()));
  }

  History history_;
  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  RecordingClient client_{pair_, history_};
};

TEST_F(Crash, IngestIsKilledInTheMiddleOfAStream) {
  pair_.StartIngest();
  pair_.StartQuery();
  const RecordingFollower follower(pair_, history_);
  const RecordingReader reader(pair_, client_, history_);
  std::mt19937 random(Seed());
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    const int first = cycle * kArticlesOfACycle;
    int left = static_cast<int>(random() % kArticlesOfACycle);
    client_.SendArticles(first, kArticlesOfACycle, [&] {
      if (left-- == 0) pair_.ingest_process().Kill();
    });
    pair_.ingest_process().Kill();
    pair_.StartIngest();
    ReadEverything();
    // Once more with the same request ids: what was stored is not stored again.
    client_.SendArticles(first, kArticlesOfACycle);
    EXPECT_EQ(client_.acknowledged_count(), static_cast<size_t>(first + kArticlesOfACycle));
    ReadEverything();
  }
  Record(kCycles);
}

TEST_F(Crash, QueryIsKilledWhileItApplies) {
  pair_.StartIngest();
  pair_.StartQuery();
  const RecordingFollower follower(pair_, history_);
  const RecordingReader reader(pair_, client_, history_);
  std::mt19937 random(Seed());
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    int left = static_cast<int>(random() % kArticlesOfACycle);
    client_.SendArticles(cycle * kArticlesOfACycle, kArticlesOfACycle, [&] {
      if (left-- == 0) pair_.query_process().Kill();
    });
    pair_.query_process().Kill();
    pair_.StartQuery();
    ReadEverything();
  }
  Record(kCycles);
}

#ifdef DATELINE_FAIL_POINTS

constexpr int kArticlesAtFailPoint = 5;

// The third time that a service comes by the fail-point.
class FailPoint : public Crash, public ::testing::WithParamInterface<const char*> {
 protected:
  testing::Environment Armed() const { return {{"DATELINE_FAIL_POINT", absl::StrCat(GetParam(), ":3")}}; }
};

class IngestFailPoint : public FailPoint {};
class QueryFailPoint : public FailPoint {};

TEST_P(IngestFailPoint, LosesNothing) {
  pair_.StartIngest(Armed());
  pair_.StartQuery();
  // One at a time, so that there are as many commits as articles.
  for (int i = 0; pair_.ingest_process().IsRunning() && i < kArticlesAtFailPoint; ++i) client_.SendArticles(i, 1);
  EXPECT_EQ(pair_.ingest_process().Wait(), -SIGKILL);
  EXPECT_LT(client_.acknowledged_count(), static_cast<size_t>(kArticlesAtFailPoint));
  pair_.StartIngest();
  ReadEverything();
  client_.SendArticles(0, kArticlesAtFailPoint);
  EXPECT_EQ(client_.acknowledged_count(), static_cast<size_t>(kArticlesAtFailPoint));
  ReadEverything();
  Record(1);
}

INSTANTIATE_TEST_SUITE_P(Every, IngestFailPoint, ::testing::Values("before_commit", "after_commit"));

TEST_P(QueryFailPoint, LosesNothing) {
  pair_.StartIngest();
  pair_.StartQuery(Armed());
  for (int i = 0; pair_.query_process().IsRunning() && i < kArticlesOfACycle; ++i) client_.SendArticles(i, 1);
  EXPECT_EQ(pair_.query_process().Wait(), -SIGKILL);
  pair_.StartQuery();
  ReadEverything();
  Record(1);
}

INSTANTIATE_TEST_SUITE_P(Every, QueryFailPoint, ::testing::Values("index_before_commit", "index_after_commit"));

#endif  // DATELINE_FAIL_POINTS

}  // namespace
}  // namespace dateline
