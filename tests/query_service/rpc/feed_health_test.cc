#include "query_service/rpc/feed_health.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"

namespace dateline::rpc {
namespace {

using ::testing::ElementsAre;

class FeedHealthTest : public ::testing::Test {
 protected:
  static feed_client::FeedStatus StatusOf(bool connected, int64_t head, int64_t applied) {
    feed_client::FeedStatus status;
    status.connected = connected;
    status.head_offset = head;
    status.applied_offset = applied;
    return status;
  }

  answers::FreshnessGate gate_{10};
  std::vector<bool> said_;
  std::vector<std::string> notices_;
  index::PublishedIndex published_;
  index::IndexReader reader_{{"nowhere"}, published_};
  answers::Corroboration corroboration_{reader_, 1};
  watches::WatchHub hub_{reader_, corroboration_, 1};
  FeedHealth health_{10, gate_, hub_, [this](bool serving) { said_.push_back(serving); },
                     [this](absl::string_view notice) { notices_.emplace_back(notice); }};
};

TEST_F(FeedHealthTest, IsNotServingAtFirst) { EXPECT_FALSE(health_.is_serving()); }

TEST_F(FeedHealthTest, ServesWhenCloseEnoughToTheHead) {
  health_.OnStatus(StatusOf(true, 100, 89));
  EXPECT_FALSE(health_.is_serving());
  health_.OnStatus(StatusOf(true, 100, 90));
  EXPECT_TRUE(health_.is_serving());
}

TEST_F(FeedHealthTest, DoesNotServeUnconnected) {
  health_.OnStatus(StatusOf(false, 100, 100));
  EXPECT_FALSE(health_.is_serving());
}

TEST_F(FeedHealthTest, DoesNotServePartOfASnapshot) {
  feed_client::FeedStatus status = StatusOf(true, 5, 0);
  status.is_whole = false;
  health_.OnStatus(status);
  EXPECT_FALSE(health_.is_serving());
}

constexpr absl::Time kNow = absl::FromUnixSeconds(1'750'000'100);
constexpr absl::Time kCommitted = absl::FromUnixSeconds(1'750'000'000);

TEST_F(FeedHealthTest, LagIsNothingAtTheHead) {
  health_.OnStatus(StatusOf(true, 7, 7));
  EXPECT_EQ(health_.Lag(kNow, kCommitted), absl::ZeroDuration());
}

TEST_F(FeedHealthTest, LagBehindTheHeadIsTheAgeOfWhatIsMissing) {
  feed_client::FeedStatus status = StatusOf(true, 7, 6);
  health_.OnStatus(status);
  EXPECT_EQ(health_.Lag(kNow, kCommitted), absl::Seconds(100));
  status.missing_since = kNow - absl::Seconds(3);
  health_.OnStatus(status);
  EXPECT_EQ(health_.Lag(kNow, kCommitted), absl::Seconds(3));
  // By the clock of another machine.
  EXPECT_EQ(health_.Lag(kNow - absl::Hours(1), kCommitted), absl::ZeroDuration());
}

TEST_F(FeedHealthTest, LagUnconnectedIsTheTimeSinceTheFeedWasHeard) {
  feed_client::FeedStatus status = StatusOf(false, 7, 7);
  status.heard = kNow - absl::Seconds(9);
  health_.OnStatus(status);
  EXPECT_EQ(health_.Lag(kNow, kCommitted), absl::Seconds(9));
}

TEST_F(FeedHealthTest, LagIsUnknownWhenNothingWasEverHeard) {
  EXPECT_EQ(health_.Lag(kNow, std::nullopt), std::nullopt);
  EXPECT_EQ(health_.Lag(kNow, kCommitted), absl::Seconds(100));
}

TEST_F(FeedHealthTest, SaysOnlyWhatChanges) {
  health_.OnStatus(StatusOf(false, 0, 0));
  health_.OnStatus(StatusOf(true, 1, 1));
  health_.OnStatus(StatusOf(true, 2, 2));
  health_.OnStatus(StatusOf(false, 2, 2));
  health_.OnStatus(StatusOf(false, 2, 2));
  EXPECT_THAT(said_, ElementsAre(true, false));
}

TEST_F(FeedHealthTest, LetsWaitingReadsGoOn) {
  bool reached = false;
  gate_.WhenReached(5, absl::InfiniteFuture(), [&](answers::FreshnessGate::Outcome outcome) {
    reached = outcome == answers::FreshnessGate::Outcome::kReached;
  });
  health_.OnStatus(StatusOf(true, 5, 5));
  EXPECT_TRUE(reached);
}

TEST_F(FeedHealthTest, KeepsTheLastStatusAndHandsOnNotices) {
  health_.OnStatus(StatusOf(true, 7, 6));
  health_.OnNotice("lost the feed");
  EXPECT_EQ(health_.status().head_offset, 7);
  EXPECT_EQ(health_.status().applied_offset, 6);
  EXPECT_THAT(notices_, ElementsAre("lost the feed"));
}

}  // namespace
}  // namespace dateline::rpc
