#include "query_service/feed_client/feed_client.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "gmock/gmock.h"
#include "tests/query_service/feed_client/fake_feed.h"

namespace dateline::feed_client {
namespace {

using ::dateline::testing::FakeFeed;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A sink and observer in memory.
class Follower final : public ChangeSink, public FeedObserver {
 public:
  absl::StatusOr<FeedPosition> Position() override {
    threading::MutexLock lock(mutex_);
    const FeedPosition position = position_;
    if (moved_to_.has_value()) position_ = *std::exchange(moved_to_, std::nullopt);
    return position;
  }
  absl::Status Apply(const ChangeBatch& batch) override {
    threading::MutexLock lock(mutex_);
    if (!next_failure_.ok()) return std::exchange(next_failure_, absl::OkStatus());
    for (const v1::ChangeRecord* record : batch.records) {
      taken_.push_back(record->change().has_article_purged() ? "purge"
                                                             : record->change().entity_changed().entity().name());
    }
    for (const v1::SnapshotRecord* record : batch.snapshot_records) taken_.push_back("s " + record->entity().name());
    position_ = batch.position;
    if (batch.reached_head) ++reached_head_;
    return absl::OkStatus();
  }
  absl::StatusOr<FeedPosition> ConfirmPosition() override {
    threading::MutexLock lock(mutex_);
    if (!confirmation_failure_.ok()) return confirmation_failure_;
    return confirms_nothing_ ? FeedPosition() : position_;
  }
  absl::Status StartOver(const FeedPosition& start) override {
    threading::MutexLock lock(mutex_);
    taken_.clear();
    position_ = start;
    return absl::OkStatus();
  }
  void OnStatus(const FeedStatus& status) override {
    threading::MutexLock lock(mutex_);
    status_ = status;
  }
  void OnNotice(absl::string_view notice) override {
    threading::MutexLock lock(mutex_);
    notices_.emplace_back(notice);
  }

  void FailNextApply(absl::Status failure) {
    threading::MutexLock lock(mutex_);
    next_failure_ = std::move(failure);
  }
  void FailConfirmations(absl::Status failure) {
    threading::MutexLock lock(mutex_);
    confirmation_failure_ = std::move(failure);
  }
  void ConfirmNothing(bool nothing) {
    threading::MutexLock lock(mutex_);
    confirms_nothing_ = nothing;
  }
  // Another writes it too, once it has told its position.
  void MoveAfterPosition(FeedPosition position) {
    threading::MutexLock lock(mutex_);
    moved_to_ = std::move(position);
  }
  FeedPosition position() {
    threading::MutexLock lock(mutex_);
    return position_;
  }
  int reached_head() {
    threading::MutexLock lock(mutex_);
    return reached_head_;
  }
  std::vector<std::string> taken() {
    threading::MutexLock lock(mutex_);
    return taken_;
  }
  std::vector<std::string> notices() {
    threading::MutexLock lock(mutex_);
    return notices_;
  }
  FeedStatus status() {
    threading::MutexLock lock(mutex_);
    return status_;
  }

 private:
  threading::Mutex mutex_;
  FeedPosition position_ ABSL_GUARDED_BY(mutex_);
  std::optional<FeedPosition> moved_to_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> taken_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> notices_ ABSL_GUARDED_BY(mutex_);
  FeedStatus status_ ABSL_GUARDED_BY(mutex_);
  absl::Status next_failure_ ABSL_GUARDED_BY(mutex_);
  absl::Status confirmation_failure_ ABSL_GUARDED_BY(mutex_);
  bool confirms_nothing_ ABSL_GUARDED_BY(mutex_) = false;
  int reached_head_ ABSL_GUARDED_BY(mutex_) = 0;
};

// Until it holds; gives up after so long that only a failure explains it.
bool Eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

class FeedClientTest : public ::testing::Test {
 protected:
  FeedClientTest() : address_(feed_.StartServer()) {}

  void Add(int count) {
    for (int i = 0; i < count; ++i) {
      v1::Change change;
      change.mutable_entity_changed()->mutable_entity()->set_name("e" + std::to_string(++added_));
      feed_.Append(change);
    }
  }
  std::unique_ptr<FeedClient> Follow() {
    FeedClientOptions options;
    options.target = address_;
    options.consumer = "tester";
    options.acknowledge_interval = acknowledge_interval_;
    options.max_batch_size = 2;
    options.first_backoff = absl::Milliseconds(5);
    options.longest_backoff = absl::Milliseconds(20);
    return std::make_unique<FeedClient>(options, follower_, follower_);
  }
  bool EventuallyTaken(size_t count) {
    return Eventually([&] { return follower_.taken().size() == count; });
  }
  bool EventuallyStopped() {
    return Eventually([&] { return !follower_.status().stopped.ok(); });
  }

  FakeFeed feed_{"feed-a"};
  const std::string address_;
  Follower follower_;
  absl::Duration acknowledge_interval_ = absl::Milliseconds(5);
  int added_ = 0;
};

TEST_F(FeedClientTest, TakesWhatIsThereThenWhatIsAdded) {
  Add(3);
  const auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(3));
  Add(2);
  ASSERT_TRUE(EventuallyTaken(5));
  EXPECT_THAT(follower_.taken(), ElementsAre("e1", "e2", "e3", "e4", "e5"));
}

TEST_F(FeedClientTest, TellsHowFarItIs) {
  Add(3);
  const auto client = Follow();
  ASSERT_TRUE(Eventually([&] { return follower_.status().applied_offset == 3 && follower_.status().connected; }));
  EXPECT_EQ(follower_.status().head_offset, 3);
}

TEST_F(FeedClientTest, BeginsATraceWithEachConnection) {
  const auto client = Follow();
  ASSERT_TRUE(Eventually([&] { return follower_.status().connected; }));
  const std::vector<std::string> first = feed_.traces();
  ASSERT_EQ(first.size(), 2u);
  EXPECT_NE(first[0], "");
  EXPECT_EQ(first[1], first[0]);
  feed_.StopServer();
  feed_.StartServer(feed_.port());
  ASSERT_TRUE(Eventually([&] { return feed_.traces().size() > 2; }));
  EXPECT_THAT(feed_.traces().back(), Not(AnyOf("", first[0])));
}

TEST_F(FeedClientTest, OfAnEmptyFeedIsConnected) {
  const auto client = Follow();
  EXPECT_TRUE(Eventually([&] { return follower_.status().connected; }));
  EXPECT_EQ(follower_.status().head_offset, 0);
}

TEST_F(FeedClientTest, ResumesWhereAnEarlierClientStopped) {
  Add(3);
  auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(3));
  client.reset();
  Add(2);
  client = Follow();
  ASSERT_TRUE(EventuallyTaken(5));
  EXPECT_THAT(feed_.cursors_asked(), ElementsAre("", "feed-a/3"));
}

TEST_F(FeedClientTest, ResumesWhenTheServerComesBack) {
  Add(3);
  const auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(3));
  feed_.StopServer();
  ASSERT_TRUE(Eventually([&] { return !follower_.status().connected; }));
  Add(2);
  feed_.StartServer(feed_.port());
  ASSERT_TRUE(EventuallyTaken(5));
  EXPECT_THAT(follower_.taken(), ElementsAre("e1", "e2", "e3", "e4", "e5"));
  EXPECT_THAT(follower_.notices(), Contains(HasSubstr("lost the feed at " + address_)));
}

TEST_F(FeedClientTest, TriesAgainWhatTheSinkCouldNotTake) {
  Add(3);
  follower_.FailNextApply(absl::ResourceExhaustedError("disk full"));
  const auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(3));
  EXPECT_THAT(follower_.notices(), ElementsAre(HasSubstr("disk full")));
}

TEST_F(FeedClientTest, StopsAtAChangeThatTheSinkDoesNotUnderstand) {
  Add(3);
  follower_.FailNextApply(absl::FailedPreconditionError("unknown change"));
  const auto client = Follow();
  ASSERT_TRUE(EventuallyStopped());
  EXPECT_THAT(follower_.taken(), IsEmpty());
  EXPECT_FALSE(follower_.status().connected);
}

TEST_F(FeedClientTest, StopsAtAGap) {
  Add(4);
  v1::ChangeRecord record;
  record.set_offset(5);
  feed_.AlterStoredRecord(4, record);
  const auto client = Follow();
  ASSERT_TRUE(EventuallyStopped());
  EXPECT_THAT(follower_.taken(), ElementsAre("e1", "e2"));
  EXPECT_THAT(follower_.notices(), ElementsAre(HasSubstr("change 5 where 4 follows")));
}

TEST_F(FeedClientTest, StopsAtABrokenChain) {
  Add(4);
  v1::ChangeRecord record;
  record.set_offset(4);
  record.set_chain_crc(1);
  feed_.AlterStoredRecord(4, record);
  const auto client = Follow();
  ASSERT_TRUE(EventuallyStopped());
  EXPECT_THAT(follower_.notices(), ElementsAre(HasSubstr("change 4 of the feed breaks the chain")));
}

TEST_F(FeedClientTest, StartsOverWhenTheFeedDiverged) {
  Add(3);
  auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(3));
  client.reset();
  feed_.DivergeOnce();
  client = Follow();
  ASSERT_TRUE(Eventually([&] { return feed_.cursors_asked().size() == 3; }));
  ASSERT_TRUE(EventuallyTaken(3));
  EXPECT_THAT(feed_.cursors_asked(), ElementsAre("", "feed-a/3", ""));
  EXPECT_THAT(follower_.notices(), Contains(HasSubstr("lost the position")));
}

TEST_F(FeedClientTest, DoesNotStartOverWhatAnotherHasMoved) {
  Add(2);
  auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(2));
  const FeedPosition after_two = follower_.position();
  Add(1);
  ASSERT_TRUE(EventuallyTaken(3));
  client.reset();
  feed_.DivergeOnce();
  follower_.MoveAfterPosition(after_two);
  client = Follow();
  ASSERT_TRUE(EventuallyTaken(4));
  EXPECT_THAT(feed_.cursors_asked(), ElementsAre("", "feed-a/3", "feed-a/2"));
}

TEST_F(FeedClientTest, StartsOverWithAnotherFeed) {
  Add(3);
  auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(3));
  client.reset();
  feed_.BeginAnotherHistory("feed-b");
  Add(1);
  client = Follow();
  ASSERT_TRUE(Eventually([&] { return follower_.taken() == std::vector<std::string>{"e4"}; }));
  EXPECT_THAT(follower_.notices(), Contains(HasSubstr("is not the one followed so far")));
}

v1::SnapshotRecord EntityItem(const std::string& name, int64_t offset) {
  v1::SnapshotRecord item;
  item.set_offset(offset);
  item.mutable_entity()->set_name(name);
  return item;
}

TEST_F(FeedClientTest, BeginsWithASnapshotWhereTheFeedKeepsNoBeginning) {
  Add(5);
  feed_.DropBefore(4);
  feed_.SetSnapshot({EntityItem("a", 2), EntityItem("b", 5)}, 3);
  const auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(4));
  EXPECT_THAT(follower_.taken(), ElementsAre("s a", "s b", "e4", "e5"));
  EXPECT_EQ(follower_.position().whole_from, 5);
  ASSERT_TRUE(Eventually([&] { return follower_.status().applied_offset == 5; }));
  EXPECT_THAT(follower_.notices(), ElementsAre(HasSubstr("keeps its changes from 4 on")));
}

TEST_F(FeedClientTest, IsWholeWhenNothingHappensWhileASnapshotIsSent) {
  Add(5);
  feed_.DropBefore(4);
  feed_.SetSnapshot({EntityItem("a", 2)}, 5);
  const auto client = Follow();
  ASSERT_TRUE(Eventually([&] { return follower_.status().applied_offset == 5; }));
  EXPECT_GT(follower_.reached_head(), 0);
  Add(1);
  ASSERT_TRUE(EventuallyTaken(2));
}

TEST_F(FeedClientTest, ResumesASnapshotInTheMiddle) {
  Add(5);
  feed_.DropBefore(4);
  feed_.SetSnapshot({EntityItem("a", 2), EntityItem("b", 5)}, 3);
  feed_.BreakSnapshotOnceAfter(1);
  const auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(4));
  EXPECT_THAT(follower_.taken(), ElementsAre("s a", "s b", "e4", "e5"));
  EXPECT_THAT(feed_.cursors_asked(), ElementsAre("", "feed-a/s/1"));
}

TEST_F(FeedClientTest, BeginsAnewWithASnapshotWhenItsPositionIsNoLongerKept) {
  Add(5);
  auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(5));
  client.reset();
  feed_.DropBefore(5);
  feed_.SetSnapshot({EntityItem("a", 2)}, 5);
  feed_.DivergeOnce();
  client = Follow();
  ASSERT_TRUE(EventuallyTaken(1));
  EXPECT_THAT(follower_.taken(), ElementsAre("s a"));
  EXPECT_TRUE(Eventually([&] { return follower_.position().whole_from == 5 && follower_.status().connected; }));
}

TEST_F(FeedClientTest, AcknowledgesWhatItTook) {
  Add(3);
  const auto client = Follow();
  ASSERT_TRUE(Eventually([&] { return absl::c_linear_search(feed_.acknowledged(), "tester feed-a/3"); }));
}

TEST_F(FeedClientTest, AcknowledgesAPurgeAtOnceWhenItIsErased) {
  acknowledge_interval_ = absl::Hours(1);
  Add(1);
  const auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(1));
  follower_.ConfirmNothing(true);
  v1::Change purge;
  purge.mutable_article_purged()->set_article("articles/a");
  feed_.Append(purge);
  ASSERT_TRUE(EventuallyTaken(2));
  EXPECT_THAT(feed_.acknowledged(), Not(Contains("tester feed-a/2")));
  follower_.ConfirmNothing(false);
  ASSERT_TRUE(Eventually([&] { return absl::c_linear_search(feed_.acknowledged(), "tester feed-a/2"); }));
}

TEST_F(FeedClientTest, GoesOnWhenNothingCanBeConfirmed) {
  follower_.FailConfirmations(absl::ResourceExhaustedError("disk full"));
  Add(3);
  const auto client = Follow();
  ASSERT_TRUE(EventuallyTaken(3));
  EXPECT_THAT(follower_.notices(), ElementsAre(HasSubstr("disk full")));
  EXPECT_THAT(feed_.acknowledged(), IsEmpty());
}

TEST_F(FeedClientTest, SaysOnceWhyAnAcknowledgementIsRefused) {
  feed_.RefuseAcknowledgements(grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "too many consumers"));
  Add(3);
  const auto client = Follow();
  ASSERT_TRUE(Eventually([&] { return feed_.acknowledged().size() > 3 && !follower_.notices().empty(); }));
  EXPECT_THAT(follower_.notices(), ElementsAre(HasSubstr("too many consumers")));
}

TEST_F(FeedClientTest, EndsWhileNobodyListens) {
  feed_.StopServer();
  const auto client = Follow();
  EXPECT_TRUE(Eventually([&] { return !follower_.notices().empty(); }));
}

}  // namespace
}  // namespace dateline::feed_client
