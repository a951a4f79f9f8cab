#include "query_service/answers/fact_selection.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::DateOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FactSelectionTest : public testing::AnswerFixture {
 protected:
  std::vector<int64_t> Selected(ReadState state) {
    const FactSelection selection(state, filter_);
    std::vector<int64_t> offsets;
    for (const segments::SegmentView& view : state.facts().views()) {
      selection.Select(view).ForEach([&](segments::Doc doc) { offsets.push_back(view.segment->recorded_from(doc)); });
    }
    return offsets;
  }
  std::vector<int64_t> Selected() { return Selected(OpenNewest()); }

  // A fact of one day.
  static v1::Fact FactOn(const std::string& name, const v1::Date& date) {
    v1::Fact fact = FactOf(name);
    *fact.mutable_time()->mutable_earliest() = date;
    *fact.mutable_time()->mutable_latest() = date;
    return fact;
  }
  v1::FactFilter filter_;
};

TEST_F(FactSelectionTest, OfAnEmptyFilterAreAll) {
  Apply({FactChange(FactOf("articles/a/facts/1")), ArticleChange("articles/b"),
         FactChange(FactOf("articles/b/facts/2"))});
  EXPECT_THAT(Selected(), ElementsAre(1, 3));
}

TEST_F(FactSelectionTest, TakesTheEntityInTheRoleAndNotAnotherInIt) {
  Apply({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"},
                                                  {v1::PARTICIPANT_ROLE_RECIPIENT, "entities/y"}})),
         FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/y"},
                                                  {v1::PARTICIPANT_ROLE_RECIPIENT, "entities/x"}}))});
  filter_.add_entities("entities/x");
  filter_.add_roles(v1::PARTICIPANT_ROLE_ACTOR);
  EXPECT_THAT(Selected(), ElementsAre(1));
}

TEST_F(FactSelectionTest, TakesAnybodyInTheRoleWhenNoEntityIsNamed) {
  Apply({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}})),
         FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_SPEAKER, "entities/y"}}))});
  filter_.add_roles(v1::PARTICIPANT_ROLE_SPEAKER);
  EXPECT_THAT(Selected(), ElementsAre(2));
}

TEST_F(FactSelectionTest, NeedsTheCounterpartToo) {
  Apply({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}})),
         FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"},
                                                  {v1::PARTICIPANT_ROLE_RECIPIENT, "entities/y"}}))});
  filter_.add_entities("entities/x");
  filter_.set_counterpart("entities/y");
  EXPECT_THAT(Selected(), ElementsAre(2));
}

TEST_F(FactSelectionTest, OfADayLeavesOutTheOtherDaysOfItsMonth) {
  Apply({FactChange(FactOn("articles/a/facts/1", DateOf(2025, 8, 13))),
         FactChange(FactOn("articles/a/facts/2", DateOf(2025, 8, 14)))});
  *filter_.mutable_valid_time()->mutable_first() = DateOf(2025, 8, 14);
  *filter_.mutable_valid_time()->mutable_last() = DateOf(2025, 8, 14);
  EXPECT_THAT(Selected(), ElementsAre(2));
}

TEST_F(FactSelectionTest, OfAValidTimeLeavesOutFactsWithoutATime) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOn("articles/a/facts/2", DateOf(2025, 8, 14)))});
  filter_.mutable_valid_time();
  EXPECT_THAT(Selected(), ElementsAre(2));
}

TEST_F(FactSelectionTest, TakesFactsOfALongTimeAndOfEveryYear) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  *fact.mutable_time()->mutable_earliest() = DateOf(2011, 1, 1);
  v1::Fact yearly = FactOf("articles/a/facts/2");
  yearly.mutable_time()->set_edtf("XXXX-08-14");
  Apply({FactChange(fact), FactChange(yearly)});
  *filter_.mutable_valid_time()->mutable_first() = DateOf(2025, 8, 14);
  *filter_.mutable_valid_time()->mutable_last() = DateOf(2025, 8, 14);
  EXPECT_THAT(Selected(), ElementsAre(1, 2));
  *filter_.mutable_valid_time()->mutable_last() = DateOf(2025, 8, 13);
  *filter_.mutable_valid_time()->mutable_first() = DateOf(2025, 8, 13);
  EXPECT_THAT(Selected(), ElementsAre(1));
}

TEST_F(FactSelectionTest, OfAFormerStateIsWhatHeldThen) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(Selected(), ElementsAre(2));
  EXPECT_THAT(Selected(OpenAt(1)), ElementsAre(1));
}

TEST_F(FactSelectionTest, TellsNegatedFactsFromOthers) {
  v1::Fact negated = FactOf("articles/a/facts/1");
  negated.set_negated(true);
  Apply({FactChange(negated), FactChange(FactOf("articles/a/facts/2"))});
  filter_.set_negated(true);
  EXPECT_THAT(Selected(), ElementsAre(1));
  filter_.set_negated(false);
  EXPECT_THAT(Selected(), ElementsAre(2));
}

TEST_F(FactSelectionTest, ComparesTheDayOfTheArticle) {
  v1::Change article = ArticleChange("articles/a");
  *article.mutable_article_added()->mutable_article()->mutable_published() = DateOf(2025, 8, 0);
  Apply({article, FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/b/facts/1"))});
  *filter_.mutable_published()->mutable_first() = DateOf(2025, 8, 31);
  EXPECT_THAT(Selected(), ElementsAre(2));
  *filter_.mutable_published()->mutable_first() = DateOf(2025, 9, 1);
  EXPECT_THAT(Selected(), IsEmpty());
}

TEST_F(FactSelectionTest, ComparesWhenItWasRecorded) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2")),
         FactChange(FactOf("articles/a/facts/3"))});
  *filter_.mutable_recorded()->mutable_begin_time() = feed_.records()[1].commit_time();
  EXPECT_THAT(Selected(), ElementsAre(2, 3));
  *filter_.mutable_recorded()->mutable_end_time() = feed_.records()[2].commit_time();
  EXPECT_THAT(Selected(), ElementsAre(2));
}

TEST_F(FactSelectionTest, ComparesConfidence) {
  v1::Fact sure = FactOf("articles/a/facts/1");
  sure.set_confidence(0.8);
  Apply({FactChange(sure), FactChange(FactOf("articles/a/facts/2"))});
  filter_.set_min_confidence(0.8);
  EXPECT_THAT(Selected(), ElementsAre(1));
}

TEST_F(FactSelectionTest, TakesModesContextsCountriesPlacesAndSpeakers) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  fact.set_mode("visit");
  fact.add_contexts("economic");
  fact.mutable_place()->set_country_code("VN");
  fact.mutable_place()->set_entity("entities/hanoi");
  fact.mutable_attribution()->mutable_speaker()->set_entity("entities/son");
  Apply({FactChange(fact), FactChange(FactOf("articles/a/facts/2"))});
  const auto expect_first = [&](const auto& set) {
    filter_.Clear();
    set();
    EXPECT_THAT(Selected(), ElementsAre(1)) << filter_.ShortDebugString();
  };
  expect_first([&] { filter_.add_modes("visit"); });
  expect_first([&] { filter_.add_contexts("economic"); });
  expect_first([&] { filter_.add_countries("VN"); });
  expect_first([&] { filter_.add_places("entities/hanoi"); });
  expect_first([&] { filter_.add_speakers("entities/son"); });
  filter_.add_modes("phone");
  EXPECT_THAT(Selected(), IsEmpty());
}

}  // namespace
}  // namespace dateline::answers
