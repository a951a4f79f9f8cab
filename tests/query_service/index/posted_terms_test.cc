#include "query_service/index/posted_terms.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::index {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<std::string> ValuesOf(TermField field, const std::vector<PostedTerm>& terms) {
  std::vector<std::string> values;
  for (const PostedTerm& posted : terms) {
    if (posted.term.field == field) values.push_back(posted.term.value);
  }
  return values;
}

TEST(TermsOfFact, AreOnePerFilterField) {
  const std::vector<PostedTerm> terms =
      TermsOfFact(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}}), "VNA");
  EXPECT_THAT(ValuesOf(TermField::kEveryFact, terms), ElementsAre(""));
  EXPECT_THAT(ValuesOf(TermField::kFactEntity, terms), ElementsAre("entities/x"));
  EXPECT_THAT(ValuesOf(TermField::kFactRole, terms), ElementsAre("1"));
  EXPECT_THAT(ValuesOf(TermField::kFactKind, terms), ElementsAre("1"));
  EXPECT_THAT(ValuesOf(TermField::kFactEventType, terms), ElementsAre("2"));
  EXPECT_THAT(ValuesOf(TermField::kFactModality, terms), ElementsAre("1"));
  EXPECT_THAT(ValuesOf(TermField::kFactArticle, terms), ElementsAre("articles/a"));
  EXPECT_THAT(ValuesOf(TermField::kFactPublisher, terms), ElementsAre("VNA"));
}

TEST(TermsOfFact, GiveAnEntityOnceWithAllItsRoles) {
  const std::vector<PostedTerm> terms =
      TermsOfFact(FactOf("articles/a/facts/1",
                         {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}, {v1::PARTICIPANT_ROLE_RECIPIENT, "entities/x"}}),
                  "");
  ASSERT_THAT(ValuesOf(TermField::kFactEntity, terms), ElementsAre("entities/x"));
  const auto posted = std::find_if(terms.begin(), terms.end(),
                                   [](const PostedTerm& term) { return term.term.field == TermField::kFactEntity; });
  EXPECT_EQ(posted->roles, RoleBit(v1::PARTICIPANT_ROLE_ACTOR) | RoleBit(v1::PARTICIPANT_ROLE_RECIPIENT));
}

TEST(TermsOfFact, LackWhatTheFactLacks) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  fact.clear_event_type();
  const std::vector<PostedTerm> terms = TermsOfFact(fact, "");
  EXPECT_THAT(ValuesOf(TermField::kFactEventType, terms), IsEmpty());
  EXPECT_THAT(ValuesOf(TermField::kFactPublisher, terms), IsEmpty());
  EXPECT_THAT(ValuesOf(TermField::kFactMonth, terms), IsEmpty());
  EXPECT_THAT(ValuesOf(TermField::kFactLongTime, terms), IsEmpty());
}

TEST(TermsOfFact, NameEveryMonthOfAShortTime) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  *fact.mutable_time()->mutable_earliest() = DateOf(2025, 8, 30);
  *fact.mutable_time()->mutable_latest() = DateOf(2025, 9, 2);
  EXPECT_THAT(ValuesOf(TermField::kFactMonth, TermsOfFact(fact, "")), ElementsAre("2025-08", "2025-09"));
}

TEST(TermsOfFact, NameNoMonthOfALongTime) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  *fact.mutable_time()->mutable_earliest() = DateOf(2011, 1, 1);
  const std::vector<PostedTerm> terms = TermsOfFact(fact, "");
  EXPECT_THAT(ValuesOf(TermField::kFactMonth, terms), IsEmpty());
  EXPECT_THAT(ValuesOf(TermField::kFactLongTime, terms), ElementsAre(""));
}

TEST(TermsOfEntity, AreFoldedNamesAndWords) {
  const std::vector<PostedTerm> terms = TermsOfEntity(EntityOf("entities/son", "Bùi Thanh Sơn", {"Son", "Mr. Sơn"}));
  EXPECT_THAT(ValuesOf(TermField::kEntityName, terms), ElementsAre("bui thanh son"));
  EXPECT_THAT(ValuesOf(TermField::kEntityAlias, terms), UnorderedElementsAre("son", "mr son"));
  EXPECT_THAT(ValuesOf(TermField::kEntityWord, terms), UnorderedElementsAre("bui", "thanh", "son", "mr"));
}

TEST(WholeName, IsTheSameForSpellings) { EXPECT_EQ(WholeName("Jean-Noël  Barrot"), WholeName("JEAN NOEL BARROT")); }

TEST(ArticleOfFact, IsWhatComesBeforeTheFact) {
  EXPECT_EQ(ArticleOfFact("articles/a/facts/1"), "articles/a");
  EXPECT_EQ(ArticleOfFact("articles/a"), "");
}

}  // namespace
}  // namespace dateline::index
