#include "query_service/watches/standing_query.h"

#include "gmock/gmock.h"
#include "query_service/segments/fact_term.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::watches {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class StandingQueryTest : public testing::AnswerFixture {
 protected:
  std::vector<int64_t> Selected(const v1::FactFilter& filter, const std::string& words) {
    const auto query = StandingQuery::Create(filter, words);
    EXPECT_THAT(query, IsOk());
    const answers::ReadState state = OpenNewest();
    const StandingQueryAt at(*query, state, answers_.corroboration());
    std::vector<int64_t> selected;
    for (const segments::SegmentView& view : state.facts().views()) {
      at.Select(view).ForEach([&](segments::Doc doc) { selected.push_back(view.segment->recorded_from(doc)); });
    }
    return selected;
  }
};

TEST_F(StandingQueryTest, SelectsByFilterAndWords) {
  v1::Fact treaty = FactOf("articles/a/facts/1");
  treaty.mutable_evidence()->set_text("They signed the treaty.");
  v1::Fact talks = FactOf("articles/b/facts/1");
  talks.mutable_evidence()->set_text("They met for talks on the treaty.");
  Apply({FactChange(treaty), FactChange(talks)});
  v1::FactFilter filter;
  EXPECT_THAT(Selected(filter, ""), ElementsAre(1, 2));
  EXPECT_THAT(Selected(filter, "treaty -talks"), ElementsAre(1));
  filter.set_article("articles/b");
  EXPECT_THAT(Selected(filter, "treaty"), ElementsAre(2));
  EXPECT_THAT(Selected(filter, "signed"), IsEmpty());
}

TEST_F(StandingQueryTest, HasAFieldForEachFilterAndWordThatMustBeThere) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  v1::FactFilter filter;
  filter.add_kinds(v1::FACT_KIND_EVENT);
  filter.add_kinds(v1::FACT_KIND_OFFICE);
  const auto query =
      StandingQuery::Create(filter, "treaty (war OR (peace deal)) (pre* OR truce) -talks \"trade deal\" pre*");
  ASSERT_THAT(query, IsOk());
  const answers::ReadState state = OpenNewest();
  const auto word = [](const char* text) { return segments::TermKey(segments::FactField::kWord, text); };
  EXPECT_THAT(StandingQueryAt(*query, state, answers_.corroboration()).Fields(),
              UnorderedElementsAre(ElementsAre(segments::EnumTermKey(segments::FactField::kKind, v1::FACT_KIND_EVENT),
                                               segments::EnumTermKey(segments::FactField::kKind, v1::FACT_KIND_OFFICE)),
                                   ElementsAre(word("treaty")), ElementsAre(word("war"), word("peace")),
                                   ElementsAre(word("trade")), ElementsAre(word("deal"))));
}

TEST_F(StandingQueryTest, RefusesWordsThatCannotBeRead) { EXPECT_FALSE(StandingQuery::Create({}, "(").ok()); }

TEST_F(StandingQueryTest, KnowsWhomItNames) {
  v1::FactFilter filter;
  filter.add_entities("entities/a");
  filter.set_counterpart("entities/b");
  filter.add_places("entities/c");
  filter.add_speakers("entities/d");
  EXPECT_THAT(StandingQuery::Create(filter, "")->Entities(),
              UnorderedElementsAre("entities/a", "entities/b", "entities/c", "entities/d"));
}

}  // namespace
}  // namespace dateline::watches
