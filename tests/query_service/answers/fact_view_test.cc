#include "query_service/answers/fact_view.h"

#include "gtest/gtest.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::answers {
namespace {

TEST(BasicView, LeavesOutTheWordsOfTheArticle) {
  v1::Fact fact = testing::FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}});
  fact.set_confidence(0.5);
  fact.mutable_quantity()->set_value(300);
  const std::string basic = fact.SerializeAsString();
  fact.mutable_theme()->set_text("trade");
  fact.mutable_trigger()->set_text("met");
  fact.mutable_evidence()->set_text("They met.");
  fact.mutable_attribution()->set_cue("said");
  fact.set_extractor("dateline/0.1.0");
  EXPECT_EQ(BasicView(fact.SerializeAsString()), basic);
}

TEST(BasicView, KeepsFieldsThatItDoesNotKnow) {
  // Fields 200 of every wire type.
  const std::string unknown(
      "\xC0\x0C\x96\x01"
      "\xC1\x0C\x01\x02\x03\x04\x05\x06\x07\x08"
      "\xC2\x0C\x01x"
      "\xC5\x0C\x01\x02\x03\x04",
      24);
  EXPECT_EQ(BasicView(unknown), unknown);
}

TEST(BasicView, EndsWhereTheBytesAreDamaged) {
  EXPECT_EQ(BasicView("\x0A\x01x\x0A\x09y"), "\x0A\x01x");
  EXPECT_EQ(BasicView("\x0A"), "");
  EXPECT_EQ(BasicView("\xFF"), "");
}

}  // namespace
}  // namespace dateline::answers
