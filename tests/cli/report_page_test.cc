#include "cli/report_page.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Escape, LeavesNoMarkup) {
  EXPECT_EQ(Escape("<a b='c' d=\"e\">&"), "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;");
}

TEST(ReportPage, LoadsAndRunsNothing) {
  const std::string page = ReportPage("<script>", "p {}", "<p>x</p>");
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, HasSubstr("<title>&lt;script&gt;</title>"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<link")));
}

TEST(FactCard, SaysTheFactAndMarksItsTrigger) {
  const std::string card = FactCard(MeetingFact(), "fact-1", "1. ");
  EXPECT_THAT(card, HasSubstr("class=\"fact event\" id=\"fact-1\""));
  EXPECT_THAT(card, HasSubstr("1. EVENT consult (meet), &quot;met&quot;, confidence 0.85"));
  EXPECT_THAT(card, HasSubstr("<dt>actor</dt><dd>Bùi Thanh Sơn (person, VN), here &quot;He&quot;</dd>"));
  EXPECT_THAT(card, HasSubstr("<blockquote>He <mark>met</mark> Anna Kovač in Hanoi on Monday.</blockquote>"));
}

TEST(FactCard, MarksATriggerInReadableWords) {
  v1::Fact fact = MeetingFact();
  fact.mutable_evidence()->set_plain_text("R&D: he met <her>");
  EXPECT_THAT(FactCard(fact, "f", ""), HasSubstr("R&amp;D: he <mark>met</mark> &lt;her&gt;"));
  fact.mutable_evidence()->set_plain_text("the metal that they met about");
  EXPECT_THAT(FactCard(fact, "f", ""),
              HasSubstr("<blockquote>the metal that they <mark>met</mark> about</blockquote>"));
  fact.mutable_evidence()->set_plain_text("nothing of it");
  EXPECT_THAT(FactCard(fact, "f", ""), HasSubstr("<blockquote>nothing of it</blockquote>"));
}

}  // namespace
}  // namespace dateline::cli
