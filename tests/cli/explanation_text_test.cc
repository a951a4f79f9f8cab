#include "cli/explanation_text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::ExplainFactResponse Explanation() {
  v1::ExplainFactResponse response;
  *response.mutable_testimony()->mutable_fact() = MeetingFact();
  *response.mutable_testimony()->mutable_article() = MeetingArticle();
  response.mutable_testimony()->mutable_article()->mutable_provenance()->set_sender("desk");
  v1::ClaimVersion* version = response.add_versions();
  version->set_is_asked(true);
  version->set_independent_sources(1);
  version->set_fact_count(2);
  *version->add_testimonies() = response.testimony();
  v1::FactHistoryEntry* added = response.add_history();
  added->set_kind(v1::FACT_CHANGE_KIND_ADDED);
  added->mutable_record_time()->set_seconds(1'750'000'000);
  added->set_article_revision(1);
  return response;
}

std::string Text(const v1::ExplainFactResponse& response) {
  return ExplanationText(response, TextLayout{.width_columns = 80});
}

TEST(ExplanationText, SaysWhoSaysSo) {
  const std::string text = Text(Explanation());
  EXPECT_THAT(text, HasSubstr("EVENT consult (meet)"));
  EXPECT_THAT(text, HasSubstr("sha256 0123abcd, sent by desk"));
  EXPECT_THAT(text, HasSubstr("Said by 1 source, in 2 facts"));
  EXPECT_THAT(text, HasSubstr("  Wire, 2026, articles/a1/facts/f1\n"));
  EXPECT_THAT(text, HasSubstr("  ...\n"));
  EXPECT_THAT(text, HasSubstr("2025-06-15T15:06:40Z"));
  EXPECT_THAT(text, Not(HasSubstr("otherwise")));
}

TEST(ExplanationText, SaysThatAFactHasEnded) {
  v1::ExplainFactResponse response = Explanation();
  EXPECT_THAT(Text(response), Not(HasSubstr("replaced since")));
  response.add_history()->set_kind(v1::FACT_CHANGE_KIND_RETRACTED);
  EXPECT_THAT(Text(response), HasSubstr("Withdrawn or replaced since; this is how it was last.\n"));
}

TEST(ExplanationText, SaysWhoSaysOtherwiseAndWhyItEnded) {
  v1::ExplainFactResponse response = Explanation();
  v1::ClaimVersion* version = response.add_versions();
  version->set_independent_sources(3);
  version->set_fact_count(3);
  response.set_versions_incomplete(true);
  v1::FactHistoryEntry* retracted = response.add_history();
  retracted->set_kind(v1::FACT_CHANGE_KIND_RETRACTED);
  retracted->set_cause(v1::RETRACTION_CAUSE_CANCELED);
  retracted->set_reason("not so");
  v1::FactHistoryEntry* superseded = response.add_history();
  superseded->set_kind(v1::FACT_CHANGE_KIND_SUPERSEDED);
  superseded->set_superseded_by("articles/a1/facts/f9");
  const std::string text = Text(response);
  EXPECT_THAT(text, HasSubstr("Said otherwise by 3 independent sources, in 3 facts"));
  EXPECT_THAT(text, HasSubstr("Older facts were not compared."));
  EXPECT_THAT(text, HasSubstr("canceled, \"not so\""));
  EXPECT_THAT(text, HasSubstr("by articles/a1/facts/f9"));
}

}  // namespace
}  // namespace dateline::cli
