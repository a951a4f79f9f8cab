#include "ingest_service/facts/fact_name.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::facts {
namespace {

using ::testing::MatchesRegex;

v1::Fact Meeting() {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_EVENT);
  fact.set_event_type(v1::EVENT_TYPE_CONSULT);
  v1::Participant& actor = *fact.add_participants();
  actor.set_role(v1::PARTICIPANT_ROLE_ACTOR);
  actor.set_entity("entities/person.son");
  fact.mutable_trigger()->set_text("met");
  fact.mutable_evidence()->set_text("Son met Maris.");
  return fact;
}

TEST(FactName, IsAResourceNameBelowTheArticle) {
  EXPECT_THAT(FactName("articles/a", Meeting()), MatchesRegex("articles/a/facts/[0-9a-f]+"));
}

TEST(FactName, DoesNotDependOnOffsetsOrConfidence) {
  v1::Fact moved = Meeting();
  moved.mutable_trigger()->set_begin_byte(100);
  moved.set_confidence(0.3);
  EXPECT_EQ(FactName("articles/a", moved), FactName("articles/a", Meeting()));
}

TEST(FactName, EachPartOfTheContentCounts) {
  const std::string name = FactName("articles/a", Meeting());
  v1::Fact negated = Meeting();
  negated.set_negated(true);
  EXPECT_NE(FactName("articles/a", negated), name);
  v1::Fact other_role = Meeting();
  other_role.mutable_participants(0)->set_role(v1::PARTICIPANT_ROLE_RECIPIENT);
  EXPECT_NE(FactName("articles/a", other_role), name);
  v1::Fact other_words = Meeting();
  other_words.mutable_evidence()->set_text("Son met Maris!");
  EXPECT_NE(FactName("articles/a", other_words), name);
}

TEST(FactName, FieldBordersCount) {
  v1::Fact a = Meeting(), b = Meeting();
  a.mutable_trigger()->set_text("met Son");
  a.mutable_evidence()->set_text(" met");
  b.mutable_trigger()->set_text("met Son ");
  b.mutable_evidence()->set_text("met");
  EXPECT_NE(FactName("articles/a", a), FactName("articles/a", b));
}

}  // namespace
}  // namespace dateline::facts
