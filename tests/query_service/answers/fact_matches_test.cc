#include "query_service/answers/fact_matches.h"

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::DateOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FactMatchesTest : public testing::AnswerFixture {
 protected:
  std::vector<int64_t> Matches(const v1::FactFilter& filter) {
    ReadState state = OpenNewest();
    return Matches(state, filter, 1'000'000);
  }
  static std::vector<int64_t> Matches(ReadState& state, const v1::FactFilter& filter, int64_t before) {
    absl::StatusOr<FactMatches> matches = FactMatches::Open(state, filter, before, absl::InfiniteFuture());
    EXPECT_THAT(matches, IsOk());
    std::vector<int64_t> offsets;
    while (const std::optional<int64_t> next = *matches->Next()) offsets.push_back(*next);
    return offsets;
  }
  // A fact of one day.
  static v1::Fact FactOn(const std::string& name, const v1::Date& date) {
    v1::Fact fact = FactOf(name);
    *fact.mutable_time()->mutable_earliest() = date;
    *fact.mutable_time()->mutable_latest() = date;
    return fact;
  }
  v1::FactFilter filter_;
};

TEST_F(FactMatchesTest, OfAnEmptyFilterAreAllTheNewestFirst) {
  Apply({FactChange(FactOf("articles/a/facts/1")), ArticleChange("articles/b"),
         FactChange(FactOf("articles/b/facts/2"))});
  EXPECT_THAT(Matches(filter_), ElementsAre(3, 1));
}

TEST_F(FactMatchesTest, TakeTheEntityInTheRoleAndNotAnotherInIt) {
  Apply({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"},
                                                  {v1::PARTICIPANT_ROLE_RECIPIENT, "entities/y"}})),
         FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/y"},
                                                  {v1::PARTICIPANT_ROLE_RECIPIENT, "entities/x"}}))});
  filter_.add_entities("entities/x");
  filter_.add_roles(v1::PARTICIPANT_ROLE_ACTOR);
  EXPECT_THAT(Matches(filter_), ElementsAre(1));
}

TEST_F(FactMatchesTest, TakeAnybodyInTheRoleWhenNoEntityIsNamed) {
  Apply({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}})),
         FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_SPEAKER, "entities/y"}}))});
  filter_.add_roles(v1::PARTICIPANT_ROLE_SPEAKER);
  EXPECT_THAT(Matches(filter_), ElementsAre(2));
}

TEST_F(FactMatchesTest, NeedTheCounterpartToo) {
  Apply({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}})),
         FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"},
                                                  {v1::PARTICIPANT_ROLE_RECIPIENT, "entities/y"}}))});
  filter_.add_entities("entities/x");
  filter_.set_counterpart("entities/y");
  EXPECT_THAT(Matches(filter_), ElementsAre(2));
}

TEST_F(FactMatchesTest, OfADayLeaveOutTheOtherDaysOfItsMonth) {
  Apply({FactChange(FactOn("articles/a/facts/1", DateOf(2025, 8, 13))),
         FactChange(FactOn("articles/a/facts/2", DateOf(2025, 8, 14)))});
  *filter_.mutable_valid_time()->mutable_first() = DateOf(2025, 8, 14);
  *filter_.mutable_valid_time()->mutable_last() = DateOf(2025, 8, 14);
  EXPECT_THAT(Matches(filter_), ElementsAre(2));
}

TEST_F(FactMatchesTest, OfAValidTimeLeaveOutFactsWithoutATime) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  *filter_.mutable_valid_time()->mutable_first() = DateOf(1, 1, 1);
  EXPECT_THAT(Matches(filter_), IsEmpty());
}

TEST_F(FactMatchesTest, OfAnEmptyRangeAreTheFactsWithATime) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOn("articles/a/facts/2", DateOf(2025, 8, 14)))});
  filter_.mutable_valid_time();
  EXPECT_THAT(Matches(filter_), ElementsAre(2));
}

TEST_F(FactMatchesTest, TakeFactsOfALongTime) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  *fact.mutable_time()->mutable_earliest() = DateOf(2011, 1, 1);
  Apply({FactChange(fact)});
  *filter_.mutable_valid_time()->mutable_first() = DateOf(2025, 8, 14);
  *filter_.mutable_valid_time()->mutable_last() = DateOf(2025, 8, 14);
  EXPECT_THAT(Matches(filter_), ElementsAre(1));
}

TEST_F(FactMatchesTest, LeaveOutWhatHasEnded) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(Matches(filter_), ElementsAre(2));
}

TEST_F(FactMatchesTest, OfAFormerStateAreWhatHeldThen) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/1"))});
  ReadState state = OpenAt(1);
  EXPECT_THAT(Matches(state, filter_, 1'000'000), ElementsAre(1));
}

TEST_F(FactMatchesTest, BeginBeforeAnOffset) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  ReadState state = OpenNewest();
  EXPECT_THAT(Matches(state, filter_, 2), ElementsAre(1));
}

TEST_F(FactMatchesTest, EndAtTheDeadline) {
  std::vector<v1::Change> changes;
  for (int fact = 0; fact < 600; ++fact)
    changes.push_back(FactChange(FactOf("articles/a/facts/" + std::to_string(fact))));
  Apply(changes);
  // No fact has a time, so that all are looked at for the first answer.
  filter_.mutable_valid_time();
  ReadState state = OpenNewest();
  absl::StatusOr<FactMatches> matches = FactMatches::Open(state, filter_, 1'000'000, absl::Now() - absl::Seconds(1));
  ASSERT_THAT(matches, IsOk());
  EXPECT_THAT(matches->Next(), StatusIs(absl::StatusCode::kDeadlineExceeded, _));
}

}  // namespace
}  // namespace dateline::answers
