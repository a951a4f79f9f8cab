#include "cli/explanation_card.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::Testimony TestimonyOf(const std::string& article, const std::string& publisher) {
  v1::Testimony testimony;
  *testimony.mutable_fact() = MeetingFact();
  testimony.mutable_fact()->set_name(absl::StrCat(article, "/facts/f1"));
  testimony.mutable_article()->set_publisher(publisher);
  return testimony;
}

v1::ExplainFactResponse Explanation() {
  v1::ExplainFactResponse response;
  *response.mutable_testimony() = TestimonyOf("articles/a1", "Wire");
  v1::ClaimVersion* version = response.add_versions();
  version->set_is_asked(true);
  version->set_independent_sources(1);
  version->set_fact_count(1);
  *version->add_testimonies() = response.testimony();
  return response;
}

TEST(ExplanationCard, OfAFactThatOneSaysNamesNobodyElse) {
  const std::string card = ExplanationCard(Explanation());
  EXPECT_THAT(card, HasSubstr("<p>Said by 1 source</p>"));
  EXPECT_THAT(card, Not(HasSubstr("<li>")));
}

TEST(ExplanationCard, ShowsWhoElseSaysSoOrOtherwiseWithTheEvidence) {
  v1::ExplainFactResponse response = Explanation();
  response.mutable_versions(0)->set_independent_sources(2);
  response.mutable_versions(0)->set_fact_count(2);
  *response.mutable_versions(0)->add_testimonies() = TestimonyOf("articles/a2", "Post & Sons");
  v1::ClaimVersion* version = response.add_versions();
  version->set_independent_sources(3);
  version->set_fact_count(9);
  for (int i = 0; i < 7; ++i) *version->add_testimonies() = TestimonyOf(absl::StrCat("articles/b", i), "Herald");
  response.set_versions_incomplete(true);
  const std::string card = ExplanationCard(response);
  EXPECT_THAT(card, HasSubstr("Said by 2 independent sources, otherwise by 3; older facts were not compared"));
  EXPECT_THAT(card, HasSubstr("<li>Also: Post &amp; Sons, articles/a2/facts/f1<blockquote>He <mark>met</mark> Anna"));
  EXPECT_THAT(card, HasSubstr("<li>Otherwise: Herald, articles/b4/facts/f1<blockquote>"));
  EXPECT_THAT(card, Not(HasSubstr("articles/b5")));
  EXPECT_THAT(card, HasSubstr("<li>and 4 more</li>"));
}

TEST(ExplanationCard, EndsWithTheLastThatBecameOfTheFact) {
  v1::ExplainFactResponse response = Explanation();
  for (int i = 1; i <= 4; ++i) {
    v1::FactHistoryEntry* entry = response.add_history();
    entry->set_kind(v1::FACT_CHANGE_KIND_CONFIRMED);
    entry->mutable_record_time()->set_seconds(1'750'000'000 + i);
    entry->set_article_revision(i);
  }
  response.mutable_history(3)->set_reason("<so>");
  const std::string card = ExplanationCard(response);
  EXPECT_THAT(card, Not(HasSubstr("revision 1")));
  EXPECT_THAT(card, HasSubstr("<li>2025-06-15T15:06:42Z confirmed, revision 2</li>"));
  EXPECT_THAT(card, HasSubstr("confirmed, revision 4, &quot;&lt;so&gt;&quot;</li>"));
}

}  // namespace
}  // namespace dateline::cli
