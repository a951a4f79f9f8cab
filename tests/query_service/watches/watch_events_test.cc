#include "query_service/watches/watch_events.h"

#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::watches {
namespace {

using ::dateline::testing::ConfirmChange;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::RetractChange;
using ::dateline::testing::SupersedeChange;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class WatchEventsTest : public testing::AnswerFixture {
 protected:
  // What leads from a state to another, to a watch of what is negated.
  std::vector<v1::WatchEvent> Between(int64_t begin, int64_t end) {
    v1::FactFilter filter;
    filter.set_negated(true);
    const auto tables = reader_.BorrowTables();
    const auto commit = index::ReadChangesBetween(**tables, begin, end);
    EXPECT_THAT(commit, IsOk());
    std::vector<v1::WatchEvent> events;
    EventOrder last;
    const auto take = [&](const EventOrder& order, v1::WatchEvent event) {
      EXPECT_LT(last, order);
      last = order;
      events.push_back(std::move(event));
      return true;
    };
    const auto query = *StandingQuery::Create(filter, "");
    EXPECT_THAT(VisitEvents(reader_, answers_.corroboration(), *commit, query, {}, take), IsOk());
    return events;
  }
  static v1::Fact Fact(const std::string& id, bool negated) {
    v1::Fact fact = FactOf("articles/a/facts/" + id);
    fact.set_negated(negated);
    return fact;
  }
};

TEST_F(WatchEventsTest, ACorrectionThatMatchesChangesAndOneThatDoesNotUnmatches) {
  Apply({FactChange(Fact("1", true)), SupersedeChange(Fact("1", true), Fact("2", true)),
         SupersedeChange(Fact("2", true), Fact("3", false)), SupersedeChange(Fact("3", false), Fact("3", true))});
  const auto changed = Between(1, 2);
  ASSERT_THAT(changed, SizeIs(1));
  EXPECT_EQ(changed[0].kind(), v1::WATCH_EVENT_KIND_CHANGE);
  EXPECT_EQ(changed[0].fact_name(), "articles/a/facts/1");
  EXPECT_EQ(changed[0].fact().name(), "articles/a/facts/2");
  EXPECT_EQ(changed[0].record_time().seconds(), 1'750'000'002);
  const auto unmatched = Between(2, 3);
  ASSERT_THAT(unmatched, SizeIs(1));
  EXPECT_EQ(unmatched[0].kind(), v1::WATCH_EVENT_KIND_UNMATCH);
  EXPECT_EQ(unmatched[0].cause(), v1::WATCH_EVENT_CAUSE_REEXTRACTED);  // of the same revision of the article
  const auto matched = Between(3, 4);
  ASSERT_THAT(matched, SizeIs(1));
  EXPECT_EQ(matched[0].kind(), v1::WATCH_EVENT_KIND_MATCH);
}

TEST_F(WatchEventsTest, TellsANewReadingFromACorrection) {
  v1::Fact corrected = Fact("1", true);
  corrected.set_article_revision(2);
  v1::Fact reread = corrected;
  reread.set_negated(false);
  Apply({FactChange(Fact("1", true)), ConfirmChange(corrected), SupersedeChange(corrected, reread)});
  ASSERT_THAT(Between(1, 2), SizeIs(1));
  EXPECT_EQ(Between(1, 2)[0].cause(), v1::WATCH_EVENT_CAUSE_CORRECTED);
  ASSERT_THAT(Between(2, 3), SizeIs(1));
  EXPECT_EQ(Between(2, 3)[0].cause(), v1::WATCH_EVENT_CAUSE_REEXTRACTED);
}

TEST_F(WatchEventsTest, WhatCameAndWentInOneTransactionIsNothing) {
  Apply({FactChange(Fact("1", true)), RetractChange("articles/a/facts/1")});
  EXPECT_THAT(Between(0, 2), IsEmpty());
}

TEST_F(WatchEventsTest, OfAChainInOneTransactionTheEndsCount) {
  Apply({FactChange(Fact("1", true)), SupersedeChange(Fact("1", true), Fact("2", false)),
         SupersedeChange(Fact("2", false), Fact("3", true))});
  const auto events = Between(1, 3);
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].kind(), v1::WATCH_EVENT_KIND_CHANGE);
  EXPECT_EQ(events[0].fact().name(), "articles/a/facts/3");
}

TEST_F(WatchEventsTest, KeepsTheOrderOfTheChanges) {
  Apply({FactChange(Fact("1", true)), FactChange(Fact("2", true)), RetractChange("articles/a/facts/1")});
  const auto events = Between(1, 3);
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_EQ(events[0].fact_name(), "articles/a/facts/2");
  EXPECT_EQ(events[1].fact_name(), "articles/a/facts/1");
}

}  // namespace
}  // namespace dateline::watches
