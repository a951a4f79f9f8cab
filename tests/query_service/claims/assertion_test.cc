#include "query_service/claims/assertion.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/claims/example_assertions.h"

namespace dateline::claims {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Overlap, IsTheShareOfWordsInBoth) {
  EXPECT_DOUBLE_EQ(Overlap({"a", "b"}, {"b", "c"}), 0.5);
  EXPECT_DOUBLE_EQ(Overlap({"a"}, {"a"}), 1);
  EXPECT_DOUBLE_EQ(Overlap({"a"}, {"b"}), 0);
  EXPECT_DOUBLE_EQ(Overlap({}, {}), 0);
}

TEST(AssertionOf, KeepsTheBeginningsOfWordsThatMeanSomething) {
  const Assertion assertion = Asserted(Meeting());
  EXPECT_THAT(assertion.setting, ElementsAre("about", "borde", "talks", "treat"));  // no names, nothing short
  EXPECT_THAT(assertion.trigger, ElementsAre("met"));
}

TEST(AssertionOf, ReadsWhatAReaderSees) {
  v1::Fact fact = Meeting();
  fact.mutable_evidence()->set_text("the <b>treaty</b>&nbsp;draft");
  fact.mutable_evidence()->set_plain_text("the treaty draft");
  EXPECT_THAT(Asserted(fact).setting, ElementsAre("draft", "treat"));
}

TEST(AssertionOf, PutsWhomAnEntityStandsForInItsPlace) {
  v1::Fact fact = Meeting();
  AddParticipant(fact, v1::PARTICIPANT_ROLE_ACTOR, "person.lee", "Lee");
  const Assertion assertion = AssertionOf(fact, std::nullopt, [](const std::string& entity) {
    return entity == "entities/person.lee" ? "entities/person.ann-lee" : entity;
  });
  EXPECT_THAT(assertion.participants, SizeIs(2));  // she is there already
}

TEST(AssertionOf, KnowsWhoIsDescribedOnly) {
  v1::Fact fact;
  AddParticipant(fact, v1::PARTICIPANT_ROLE_ACTOR, "person.driver.b02a7ca9a35d8b2a", "driver");
  AddParticipant(fact, v1::PARTICIPANT_ROLE_ACTOR, "person.vn.bui-thanh-son", "Bùi Thanh Sơn");
  const Assertion assertion = Asserted(fact);
  EXPECT_TRUE(assertion.participants[0].is_local);
  EXPECT_FALSE(assertion.participants[0].is_name);
  EXPECT_FALSE(assertion.participants[1].is_local);
  EXPECT_TRUE(assertion.participants[1].is_name);
}

TEST(AssertionOf, HasDaysWhenBothEndsAreKnown) {
  v1::Fact fact = Meeting();
  EXPECT_EQ(Asserted(fact).days->first, 20314);
  fact.mutable_time()->clear_latest();
  EXPECT_FALSE(Asserted(fact).days.has_value());
  EXPECT_EQ(Asserted(fact).published, 20315);
  EXPECT_FALSE(Asserted(fact, v1::Date()).published.has_value());
}

TEST(AssertionOf, ListsFigures) {
  v1::Fact fact = Meeting();
  fact.mutable_evidence()->set_text("On day 3 of the G7, 26 met 26.");
  EXPECT_THAT(Asserted(fact).numbers, ElementsAre("26", "3"));
  EXPECT_THAT(Asserted(Meeting()).numbers, IsEmpty());
}

}  // namespace
}  // namespace dateline::claims
