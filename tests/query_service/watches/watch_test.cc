#include "query_service/watches/watch.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/watches/watch_fixture.h"

namespace dateline::watches {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::FactSnapshot;
using ::dateline::testing::IsOk;
using ::dateline::testing::MergeChange;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RetractChange;
using ::dateline::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using WatchTest = WatchFixture;

TEST_F(WatchTest, BeginsWithWhatMatchesAndGoesOnWithWhatHappens) {
  Commit({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/b/facts/1"))});
  v1::WatchFactsRequest request;
  request.mutable_filter()->set_article("articles/a");
  request.set_include_present(true);
  const auto watch = Open(request);
  EXPECT_THAT(Drain(*watch, request), ElementsAre("match present articles/a/facts/1 articles/a/facts/1"));
  Commit({FactChange(FactOf("articles/a/facts/2"))});
  Commit({FactChange(FactOf("articles/b/facts/2"))});
  Commit({RetractChange("articles/a/facts/1")});
  EXPECT_THAT(Drain(*watch, request), ElementsAre("match recorded articles/a/facts/2 articles/a/facts/2",
                                                  "unmatch corrected articles/a/facts/1 "));
}

TEST_F(WatchTest, ListsWhatIsPresentNoLongerThanTheServiceLives) {
  Commit({FactChange(FactOf("articles/a/facts/1"))});
  v1::WatchFactsRequest request;
  request.set_include_present(true);
  const auto watch = Open(request);
  answers_.end().Set(absl::Now());
  EXPECT_EQ(errors::Reason(watch->Next(false).status()), "SHUTTING_DOWN");
}

v1::Fact Saying(const std::string& name, const std::string& words) {
  v1::Fact fact = FactOf(name);
  fact.mutable_evidence()->set_text(words);
  return fact;
}

TEST_F(WatchTest, BeginsWithWhatHasTheWordsPageByPage) {
  std::vector<v1::Change> changes;
  for (int i = 0; i < 300; ++i) {
    const std::string words = i % 4 == 0 ? "The strike ended." : "They spoke of the border.";
    changes.push_back(FactChange(Saying(absl::StrCat("articles/a/facts/", i), words)));
  }
  Commit(changes);
  v1::WatchFactsRequest request;
  request.set_query("border");
  request.set_include_present(true);
  const auto first = Open(request)->Next(false);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT((*first)->events(), SizeIs(200));
  EXPECT_EQ((*first)->revision_token(), "");
  request.set_resume_token((*first)->resume_token());
  Commit({FactChange(Saying("articles/b/facts/1", "The border is open.")),
          FactChange(Saying("articles/b/facts/2", "The strike goes on."))});
  const std::vector<std::string> rest = Drain(*Open(request), request);
  ASSERT_THAT(rest, SizeIs(26));
  EXPECT_EQ(rest[24], "match present articles/a/facts/1 articles/a/facts/1");
  EXPECT_EQ(rest[25], "match recorded articles/b/facts/1 articles/b/facts/1");
}

TEST_F(WatchTest, GivesATokenAtOnceAndBookmarksWhenTheyAreDue) {
  Commit({FactChange(FactOf("articles/a/facts/1"))});
  const auto watch = Open({});
  const auto first = watch->Next(false);
  ASSERT_THAT(first, IsOk());
  ASSERT_TRUE(first->has_value());
  EXPECT_THAT((*first)->events(), IsEmpty());
  EXPECT_EQ((*first)->revision_token(), answers::RevisionToken({"feed", 1}));
  EXPECT_FALSE((*watch->Next(false)).has_value());
  EXPECT_TRUE((*watch->Next(true)).has_value());
}

TEST_F(WatchTest, ResumesInTheMiddleOfACommitAndOfWhatWasPresent) {
  std::vector<v1::Change> changes;
  for (int i = 0; i < 7; ++i) changes.push_back(FactChange(FactOf(absl::StrCat("articles/a/facts/", i))));
  Commit(changes);
  v1::WatchFactsRequest request;
  request.set_resume_token(WatchToken(request, {"feed", 0, 0, {}, ""}));
  std::vector<std::string> lines;
  for (int i = 0; i < 4; ++i) {
    const auto watch = Open(request, {.max_events = 2});
    const auto response = watch->Next(false);
    ASSERT_THAT(response, IsOk());
    for (const v1::WatchEvent& event : (*response)->events()) lines.push_back(event.fact_name());
    request.set_resume_token((*response)->resume_token());
  }
  EXPECT_THAT(lines, SizeIs(7));
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end()));
}

TEST_F(WatchTest, WaitsForTheStateOfATokenFromAReplicaThatIsAhead) {
  constexpr int64_t kSecond = 1'800'000'000;
  const auto apply = [&](const std::string& article) {
    feed_.Add({FactChange(FactOf(article + "/facts/1"))}, kSecond);
    ASSERT_THAT(feed_.Give(*writer_), IsOk());
    hub_.Advance();
  };
  apply("articles/a");
  apply("articles/b");
  v1::WatchFactsRequest within, present;
  within.set_resume_token(WatchToken(within, {"feed", 0, 3, {1, 0}, ""}));
  present.set_resume_token(WatchToken(present, {"feed", 3, 0, {}, "a page"}));
  std::vector<std::unique_ptr<Watch>> watches;
  std::atomic<int> wakes = 0;
  for (const v1::WatchFactsRequest& request : {within, present}) {
    watches.push_back(Open(request));
    const auto first = watches.back()->Next(false);
    ASSERT_THAT(first, IsOk());
    EXPECT_EQ((*first)->resume_token(), request.resume_token());
    EXPECT_EQ((*first)->revision_token(), "");
    EXPECT_FALSE((*watches.back()->Next(false)).has_value());
    watches.back()->WhenDue(absl::InfiniteFuture(), [&] { ++wakes; });
  }
  EXPECT_EQ(wakes, 0);
  apply("articles/c");
  while (wakes < 2) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_THAT(Drain(*watches[0], within), ElementsAre("match recorded articles/b/facts/1 articles/b/facts/1",
                                                      "match recorded articles/c/facts/1 articles/c/facts/1"));
}

TEST_F(WatchTest, APurgeOfWhatWasToldHidesNothingThatWasNot) {
  Commit({ArticleChange("articles/a"), FactChange(FactOf("articles/a/facts/1")),
          FactChange(FactOf("articles/a/facts/2")), FactChange(FactOf("articles/b/facts/1")),
          FactChange(FactOf("articles/c/facts/1"))});
  v1::WatchFactsRequest request;
  request.set_resume_token(WatchToken(request, {"feed", 0, 0, {}, ""}));
  const auto first = Open(request, {.max_events = 2})->Next(false);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT((*first)->events(), SizeIs(2));
  request.set_resume_token((*first)->resume_token());
  Commit({PurgeChange("articles/a")});
  EXPECT_THAT(Drain(*Open(request), request),
              ElementsAre("match recorded articles/b/facts/1 articles/b/facts/1",
                          "match recorded articles/c/facts/1 articles/c/facts/1", "unmatch purged articles/a "));
}

TEST_F(WatchTest, HearsOfMergesAndOfTheirEnd) {
  const v1::Entity lee = EntityOf("entities/lee", "Lee");
  Commit({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/lee"}}))});
  v1::WatchFactsRequest request;
  request.mutable_filter()->add_entities("entities/ann-lee");
  const auto watch = Open(request);
  EXPECT_THAT(Drain(*watch, request), IsEmpty());
  Commit({MergeChange(lee, "entities/ann-lee")});
  EXPECT_THAT(Drain(*watch, request), ElementsAre("match entity_merged articles/a/facts/1 articles/a/facts/1"));
  Commit({MergeChange(lee, "")});
  EXPECT_THAT(Drain(*watch, request), ElementsAre("unmatch entity_merged articles/a/facts/1 "));
}

TEST_F(WatchTest, HearsOfAPurgeWithoutWhatWasErased) {
  Commit({ArticleChange("articles/a"), FactChange(FactOf("articles/a/facts/1"))});
  v1::WatchFactsRequest request;
  const auto watch = Open(request);
  EXPECT_THAT(Drain(*watch, request), IsEmpty());
  Commit({PurgeChange("articles/a")});
  EXPECT_THAT(Drain(*watch, request), ElementsAre("unmatch purged articles/a "));
}

v1::Fact Meeting(const std::string& article) {
  v1::Fact fact = FactOf(article + "/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/lee"}});
  fact.mutable_trigger()->set_text("met");
  fact.mutable_evidence()->set_text("They met for talks about the border treaty.");
  return fact;
}

TEST_F(WatchTest, HearsWhenOthersConfirmAFactAndNoLongerDo) {
  Commit({ArticleChange("articles/a", "Post"), FactChange(Meeting("articles/a"))});
  v1::WatchFactsRequest request;
  request.mutable_filter()->set_min_independent_sources(2);
  request.mutable_filter()->add_publishers("Post");
  const auto watch = Open(request);
  EXPECT_THAT(Drain(*watch, request), IsEmpty());
  Commit({ArticleChange("articles/b", "Herald"), FactChange(Meeting("articles/b"))});
  EXPECT_THAT(Drain(*watch, request), ElementsAre("match corroborated articles/a/facts/1 articles/a/facts/1"));
  Commit({RetractChange("articles/b/facts/1")});
  EXPECT_THAT(Drain(*watch, request), ElementsAre("unmatch corroborated articles/a/facts/1 "));
  Commit({ArticleChange("articles/c", "Times"), FactChange(Meeting("articles/c"))});
  EXPECT_THAT(Drain(*watch, request), ElementsAre("match corroborated articles/a/facts/1 articles/a/facts/1"));
  Commit({PurgeChange("articles/c")});
  EXPECT_THAT(Drain(*watch, request),
              ElementsAre("unmatch corroborated articles/a/facts/1 ", "unmatch purged articles/c "));
}

TEST_F(WatchTest, KeepsItsPositionWhileTheIndexIsMadeAnew) {
  Commit({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  v1::WatchFactsRequest request;
  const auto watch = Open(request);
  Drain(*watch, request);
  BeginSnapshot();
  for (const bool hub_has_heard : {false, true}) {
    if (hub_has_heard) {
      hub_.Advance();
      while (hub_.followed() != 0) absl::SleepFor(absl::Milliseconds(1));
    }
    EXPECT_FALSE((*watch->Next(false)).has_value());
    const auto bookmark = watch->Next(true);
    ASSERT_THAT(bookmark, IsOk());
    EXPECT_EQ((**bookmark).resume_token(), request.resume_token());
  }
  EndSnapshot({FactSnapshot(3, FactOf("articles/a/facts/3"))}, 3);
  EXPECT_EQ(errors::Reason(watch->Next(false).status()), "STATE_COMPACTED");
}

TEST_F(WatchTest, TellsNothingOfTablesThatBeganAnewUnderIt) {
  Commit({FactChange(FactOf("articles/a/facts/1"))});
  v1::WatchFactsRequest request;
  const auto watch = Open(request);
  Drain(*watch, request);
  Commit({FactChange(FactOf("articles/a/facts/2"))});
  writer_.reset();
  const auto database = *store::Database::OpenWriter(place_.tables);
  ASSERT_THAT(database->Execute("DELETE FROM fact; UPDATE index_state SET applied_offset = 0"), IsOk());
  hub_.ForgetCommits();  // to be read from the tables
  const auto bookmark = watch->Next(true);
  ASSERT_THAT(bookmark, IsOk());
  EXPECT_EQ((**bookmark).resume_token(), request.resume_token());
}

TEST_F(WatchTest, LosesNothingWhenTheIndexIsMadeAnewFromTheBeginning) {
  Commit({FactChange(FactOf("articles/a/facts/1"))});
  v1::WatchFactsRequest request;
  const auto watch = Open(request);
  Drain(*watch, request);
  Commit({FactChange(FactOf("articles/a/facts/2"))});
  feed_client::FeedPosition start;
  start.feed_id = "feed";
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  EXPECT_FALSE((*watch->Next(false)).has_value());
  Commit({FactChange(FactOf("articles/a/facts/3"))});
  EXPECT_THAT(Drain(*watch, request), ElementsAre("match recorded articles/a/facts/2 articles/a/facts/2",
                                                  "match recorded articles/a/facts/3 articles/a/facts/3"));
}

TEST_F(WatchTest, EndsWhenWhatIsStoredIsDamaged) {
  Commit({FactChange(FactOf("articles/a/facts/1"))});
  v1::WatchFactsRequest request;
  const auto watch = Open(request);
  Drain(*watch, request);
  feed_.Add({FactChange(FactOf("articles/a/facts/2"))});
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  writer_.reset();
  const auto database = *store::Database::OpenWriter(place_.tables);
  ASSERT_THAT(database->Execute("UPDATE fact SET bytes = '?' WHERE recorded_from = 2"), IsOk());
  published_.recent_terms().Clear();  // to be read
  hub_.Advance();
  while (hub_.damage().ok()) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_THAT(watch->Next(false), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("change 2")));
}

TEST_F(WatchTest, ATokenOfAnotherFeedIsWrong) {
  Commit({FactChange(FactOf("articles/a/facts/1"))});
  v1::WatchFactsRequest request;
  request.set_resume_token(WatchToken(request, {"other", 0, 0, {}, ""}));
  EXPECT_EQ(errors::Reason(Open(request)->Next(false).status()), "PAGE_TOKEN_INVALID");
}

TEST_F(WatchTest, ATurnEndsAfterItsTimeEvenWithoutEvents) {
  for (int i = 0; i < 3; ++i) Commit({FactChange(FactOf(absl::StrCat("articles/b/facts/", i)))});
  v1::WatchFactsRequest request;
  request.mutable_filter()->set_article("articles/a");
  request.set_resume_token(WatchToken(request, {"feed", 0, 0, {}, ""}));
  const auto watch = Open(request, {.max_turn = absl::ZeroDuration()});
  for (int i = 0; i < 3; ++i) {
    const auto response = watch->Next(false);
    ASSERT_THAT(response, IsOk());
    ASSERT_TRUE(response->has_value());
    EXPECT_THAT((*response)->events(), IsEmpty());
    EXPECT_EQ((*response)->revision_token(), "");
  }
  EXPECT_FALSE((*watch->Next(false)).has_value());
}

TEST_F(WatchTest, ATokenOfSeveralTransactionsIsWrong) {
  for (int i = 0; i < 3; ++i) Commit({FactChange(FactOf(absl::StrCat("articles/b/facts/", i)))});
  v1::WatchFactsRequest request;
  request.set_resume_token(WatchToken(request, {"feed", 0, 3, {}, ""}));
  EXPECT_EQ(errors::Reason(Open(request)->Next(false).status()), "PAGE_TOKEN_INVALID");
}

TEST_F(WatchTest, WakesWhenSomethingHappens) {
  Commit({FactChange(FactOf("articles/a/facts/1"))});
  v1::WatchFactsRequest request;
  request.mutable_filter()->set_article("articles/a");
  const auto watch = Open(request);
  Drain(*watch, request);
  std::atomic<bool> is_awake = false;
  watch->WhenDue(absl::InfiniteFuture(), [&] { is_awake = true; });
  Commit({FactChange(FactOf("articles/b/facts/1"))});
  EXPECT_FALSE(is_awake);
  Commit({FactChange(FactOf("articles/a/facts/2"))});
  // The hub wakes a moment after it has followed.
  const absl::Time deadline = absl::Now() + absl::Seconds(20);
  while (!is_awake && absl::Now() < deadline) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_TRUE(is_awake);
}

}  // namespace
}  // namespace dateline::watches
