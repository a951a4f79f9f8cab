#include "query_service/watches/watch_hub.h"

#include <atomic>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::watches {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::EntitySnapshot;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::MergeChange;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class WatchHubTest : public testing::AnswerFixture {
 protected:
  WatchHubTest() { Apply({FactChange(FactOf("articles/a/facts/1"))}); }

  void Hear(WatchHub& hub) {
    hub.Advance();
    while (hub.followed() < TakeSnapshot().state().position.offset) absl::SleepFor(absl::Milliseconds(1));
  }
  static StandingQuery Of(const std::string& article) {
    v1::FactFilter filter;
    filter.set_article(article);
    return *StandingQuery::Create(filter, "");
  }

  const StandingQuery query_ = Of("articles/a");
};

TEST_F(WatchHubTest, PassesOverWhatIsForOthers) {
  WatchHub hub(reader_, answers_.corroboration(), 10);
  const WatchId id = *hub.Add(query_, 1);
  Apply({FactChange(FactOf("articles/b/facts/1")), FactChange(FactOf("articles/a/facts/2")),
         FactChange(FactOf("articles/b/facts/2"))});
  Hear(hub);
  const WatchHub::Turn turn = hub.NextTurn(id, 1);
  EXPECT_EQ(turn.look_from, 2);
  EXPECT_EQ(turn.look_to, 3);
  ASSERT_NE(turn.commit, nullptr);
  EXPECT_EQ(turn.commit->begin, 2);
  EXPECT_THAT(turn.commit->begun, ElementsAre(3));
  hub.ForgetCommits();
  EXPECT_EQ(hub.NextTurn(id, 1).commit, nullptr);
  EXPECT_EQ(hub.NextTurn(id, 1).look_from, 2);
  const WatchHub::Turn rest = hub.NextTurn(id, 3);
  EXPECT_EQ(rest.look_from, 4);
  EXPECT_EQ(rest.look_to, 4);
}

TEST_F(WatchHubTest, AWatchThatIsBehindLooksAtAll) {
  WatchHub hub(reader_, answers_.corroboration(), 10);
  const WatchId id = *hub.Add(query_, 0);
  const WatchHub::Turn turn = hub.NextTurn(id, 0);
  EXPECT_EQ(turn.look_from, 0);
  EXPECT_EQ(turn.look_to, 1);
}

TEST_F(WatchHubTest, AWatchThatComesWhileACommitIsMatchedLooksAtIt) {
  sizes_ = segments::SegmentSizes();
  OpenWriter();
  WatchHub hub(reader_, answers_.corroboration(), 1'000'000);
  std::vector<WatchId> ids = {*hub.Add(query_, 1)};
  // What concerns the watches is looked at first, some time before the end.
  std::vector<v1::Change> changes = {FactChange(FactOf("articles/a/facts/2"))};
  for (int i = 0; i < 20000; ++i) changes.push_back(FactChange(FactOf(absl::StrCat("articles/b/facts/", i))));
  constexpr int64_t kSecond = 1'800'000'000;
  feed_.Add(changes, kSecond);
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  published_.recent_terms().Clear();  // to be read, which takes its time
  hub.Advance();
  while (hub.followed() < 20002) {
    ids.push_back(*hub.Add(query_, 1));
    absl::SleepFor(absl::Microseconds(100));
  }
  ASSERT_GT(ids.size(), 1u) << "none came while it was matched";
  for (const WatchId id : ids) {
    const WatchHub::Turn turn = hub.NextTurn(id, 1);
    ASSERT_EQ(turn.look_from, 1) << "watch " << id << " of " << ids.size();
    ASSERT_EQ(turn.look_to, 20002);
  }
}

TEST_F(WatchHubTest, WhenTheIndexBeginsAnewEverybodyLooksAndIsFiledAnew) {
  WatchHub hub(reader_, answers_.corroboration(), 10);
  v1::FactFilter filter;
  filter.add_entities("entities/ann-lee");
  const StandingQuery query = *StandingQuery::Create(filter, "");
  const WatchId id = *hub.Add(query, 1);
  BeginSnapshot();
  hub.Advance();
  while (hub.followed() != 0) absl::SleepFor(absl::Milliseconds(1));
  const WatchHub::Turn not_whole = hub.NextTurn(id, 1);
  EXPECT_EQ(not_whole.look_from, 1);
  EXPECT_EQ(not_whole.look_to, 1);
  std::atomic<int> wakes = 0;
  const auto wake = [&] { ++wakes; };
  hub.WhenDue(id, 1, absl::InfiniteFuture(), wake);
  EXPECT_EQ(wakes, 0);
  v1::Entity lee = EntityOf("entities/lee", "Lee");
  lee.set_merged_into("entities/ann-lee");
  EndSnapshot({EntitySnapshot(2, lee)}, 2);
  Hear(hub);
  while (wakes < 1) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_EQ(hub.NextTurn(id, 1).look_to, 2);
  hub.WhenDue(id, 2, absl::InfiniteFuture(), wake);
  EXPECT_EQ(wakes, 1);
  feed_.Add({FactChange(FactOf("articles/a/facts/2")),
             FactChange(FactOf("articles/c/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/lee"}}))});
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  Hear(hub);
  EXPECT_EQ(hub.NextTurn(id, 2).look_from, 2);
}

TEST_F(WatchHubTest, FilesAnewWhenTheIndexHasGrown) {
  sizes_ = segments::SegmentSizes();
  OpenWriter();
  WatchHub hub(reader_, answers_.corroboration(), 10);
  v1::FactFilter filter;
  filter.add_kinds(v1::FACT_KIND_EVENT);  // as rare as the article, so far
  filter.set_article("articles/a");
  const StandingQuery query = *StandingQuery::Create(filter, "");
  const WatchId id = *hub.Add(query, 1);
  std::vector<v1::Change> changes;
  for (int i = 0; i < 1200; ++i) changes.push_back(FactChange(FactOf(absl::StrCat("articles/b/facts/", i))));
  Apply(changes);
  Hear(hub);
  const WatchHub::Turn turn = hub.NextTurn(id, 1);
  EXPECT_EQ(turn.look_from, turn.look_to);
}

TEST_F(WatchHubTest, HearsOfWhomAMergeNamesFromTheNextCommitOn) {
  WatchHub hub(reader_, answers_.corroboration(), 10);
  v1::FactFilter filter;
  filter.add_entities("entities/ann-lee");
  const StandingQuery query = *StandingQuery::Create(filter, "");
  const WatchId id = *hub.Add(query, 1);
  std::atomic<int> wakes = 0;
  hub.WhenDue(id, 1, absl::InfiniteFuture(), [&] { ++wakes; });
  // Both come at once.
  constexpr int64_t kSecond = 1'800'000'000;
  feed_.Add({MergeChange(EntityOf("entities/lee", "Lee"), "entities/ann-lee")}, kSecond);
  feed_.Add({FactChange(FactOf("articles/a/facts/2"))}, kSecond + 1);
  feed_.Add({FactChange(FactOf("articles/c/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/lee"}}))}, kSecond + 2);
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  Hear(hub);
  EXPECT_EQ(wakes, 1);
  EXPECT_EQ(hub.NextTurn(id, 1).look_from, 1);
  EXPECT_EQ(hub.NextTurn(id, 2).look_from, 3);
  EXPECT_EQ(hub.NextTurn(id, 2).look_to, 4);
}

TEST_F(WatchHubTest, WhoWaitsWhileItIsFiledAnewIsWoken) {
  sizes_ = segments::SegmentSizes();
  OpenWriter();
  WatchHub hub(reader_, answers_.corroboration(), 10);
  v1::FactFilter filter;
  filter.add_kinds(v1::FACT_KIND_EVENT);
  filter.set_article("articles/a");
  const StandingQuery query = *StandingQuery::Create(filter, "");
  const WatchId id = *hub.Add(query, 1);
  std::atomic<int> wakes = 0;
  std::vector<v1::Change> changes;
  for (int i = 0; i < 1200; ++i) changes.push_back(FactChange(FactOf(absl::StrCat("articles/b/facts/", i))));
  Apply(changes);
  hub.WhenDue(id, 1, absl::InfiniteFuture(), [&] { ++wakes; });
  Hear(hub);
  EXPECT_EQ(wakes, 0);
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  Hear(hub);
  EXPECT_EQ(wakes, 1);
}

TEST_F(WatchHubTest, WakesWhenTheIndexHasFollowed) {
  WatchHub hub(reader_, answers_.corroboration(), 10);
  const WatchId id = *hub.Add(query_, 1);
  std::atomic<bool> is_awake = false;
  hub.WhenFollowed(id, 2, absl::InfiniteFuture(), [&] { is_awake = true; });
  absl::SleepFor(absl::Milliseconds(100));
  EXPECT_FALSE(is_awake);
  Apply({FactChange(FactOf("articles/b/facts/1"))});
  hub.Advance();
  while (!is_awake) absl::SleepFor(absl::Milliseconds(1));
}

TEST_F(WatchHubTest, SaysOnceWhatIsDamagedAndWakesEverybody) {
  std::atomic<int> notices = 0, wakes = 0;
  WatchHub hub(reader_, answers_.corroboration(), 10, [&](absl::string_view notice) {
    EXPECT_THAT(std::string(notice), HasSubstr("change 2"));
    ++notices;
  });
  hub.WhenDue(*hub.Add(query_, 1), 1, absl::InfiniteFuture(), [&] { ++wakes; });
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  writer_.reset();
  const auto database = *store::Database::OpenWriter(place_.tables);
  ASSERT_THAT(database->Execute("UPDATE fact SET bytes = '?' WHERE recorded_from = 2"), IsOk());
  published_.recent_terms().Clear();
  hub.Advance();
  while (wakes < 1) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_TRUE(absl::IsDataLoss(hub.damage()));
  absl::SleepFor(absl::Milliseconds(200));
  EXPECT_EQ(notices, 1);
  ASSERT_THAT(database->Execute("DELETE FROM fact"), IsOk());
  while (!hub.damage().ok()) absl::SleepFor(absl::Milliseconds(1));
}

TEST_F(WatchHubTest, WakesAtTheDeadlineWhenCanceledAndAtTheEnd) {
  WatchHub hub(reader_, answers_.corroboration(), 10);
  const WatchId id = *hub.Add(query_, 1);
  std::atomic<int> wakes = 0;
  const auto wake = [&] { ++wakes; };
  hub.WhenDue(id, 1, absl::Now(), wake);
  while (wakes < 1) absl::SleepFor(absl::Milliseconds(1));
  hub.WhenDue(id, 1, absl::InfiniteFuture(), wake);
  hub.WakeNow(id);
  EXPECT_EQ(wakes, 2);
  hub.WhenDue(id, 1, absl::InfiniteFuture(), wake);
  hub.Shutdown();
  EXPECT_EQ(wakes, 3);
  hub.WhenDue(id, 1, absl::InfiniteFuture(), wake);
  EXPECT_EQ(wakes, 4);
  EXPECT_TRUE(hub.is_shut_down());
}

TEST_F(WatchHubTest, WakesAtTheDeadlineAndShutsDownWhileItIsFarBehind) {
  WatchHub hub(reader_, answers_.corroboration(), 10);
  const WatchId id = *hub.Add(query_, 1);
  std::vector<v1::Change> changes;  // a transaction each
  for (int i = 0; i < 200'000; ++i) changes.push_back(ArticleChange(absl::StrCat("articles/", i)));
  Apply(changes);
  int64_t followed_at_wake = 0;
  absl::Notification is_awake;
  hub.Advance();
  hub.WhenDue(id, 1, absl::Now(), [&] {
    followed_at_wake = hub.followed();
    is_awake.Notify();
  });
  is_awake.WaitForNotification();
  hub.Shutdown();
  EXPECT_LT(followed_at_wake, 200'001);
  EXPECT_LT(hub.followed(), 200'001);
}

TEST_F(WatchHubTest, WakesAtOnceWhenSomethingIsDue) {
  WatchHub hub(reader_, answers_.corroboration(), 10);
  const WatchId id = *hub.Add(query_, 0);
  bool is_awake = false;
  hub.WhenDue(id, 0, absl::InfiniteFuture(), [&] { is_awake = true; });
  EXPECT_TRUE(is_awake);
}

TEST_F(WatchHubTest, TakesSoManyWatches) {
  WatchHub hub(reader_, answers_.corroboration(), 1);
  const auto id = hub.Add(query_, 1);
  ASSERT_THAT(id, IsOk());
  EXPECT_EQ(errors::Reason(hub.Add(query_, 1).status()), "OVERLOADED");
  hub.Remove(*id);
  EXPECT_EQ(hub.watch_count(), 0u);
  EXPECT_THAT(hub.Add(query_, 1), IsOk());
}

}  // namespace
}  // namespace dateline::watches
