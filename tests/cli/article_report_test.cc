#include "cli/article_report.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

std::string Report(const v1::Article& article, const std::vector<v1::Fact>& facts) {
  const auto page = ArticleReport(article, facts, {}, "");
  return page.ok() ? *page : page.status().ToString();
}

TEST(ArticleReport, UnderlinesTheWordsThatNameFactsInTheirOrder) {
  const std::string page = Report(MeetingArticle(), {AgreementFact(), MeetingFact()});
  EXPECT_THAT(
      page, HasSubstr("He <a class=\"named event\" href=\"#fact-1\">met</a><sup><a href=\"#fact-1\">1</a></sup> Anna"));
  EXPECT_THAT(page, HasSubstr("They <a class=\"named event\" href=\"#fact-2\">agreed</a><sup>"));
  EXPECT_THAT(page, HasSubstr("<h2>2 facts</h2>"));
  EXPECT_THAT(page, HasSubstr("<h1>Rice deal</h1>"));
}

TEST(ArticleReport, ExplainsEachFactInItsCard) {
  v1::ExplainFactResponse explanation;
  *explanation.mutable_testimony()->mutable_fact() = AgreementFact();
  explanation.add_versions()->set_is_asked(true);
  explanation.mutable_versions(0)->set_independent_sources(7);
  const auto page =
      ArticleReport(MeetingArticle(), {MeetingFact(), AgreementFact()}, {{AgreementFact().name(), explanation}}, "");
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(*page, HasSubstr("1 of them are explained."));
  const size_t explained = page->find("Said by 7 independent sources");
  ASSERT_NE(explained, std::string::npos);
  EXPECT_GT(explained, page->find("id=\"fact-2\""));
}

TEST(ArticleReport, WordsOfSeveralFactsHaveSeveralNumbers) {
  v1::Fact office = MeetingFact();
  office.set_kind(v1::FACT_KIND_OFFICE);
  *office.mutable_trigger() = SpanOf("met Anna");
  const std::string page = Report(MeetingArticle(), {MeetingFact(), office});
  EXPECT_THAT(page, HasSubstr(">met Anna</a><sup><a href=\"#fact-1\">1</a> <a href=\"#fact-2\">2</a></sup> Kovač"));
}

TEST(ArticleReport, ShowsWhatAReaderOfHtmlSees) {
  v1::Article article = MeetingArticle();
  article.set_body(
      "<html><body><p>R&amp;D: <b>Lee</b> met &lt;script&gt; today in the old town hall.</p></body></html>");
  article.set_media_type("text/html");
  v1::Fact fact = MeetingFact();
  const auto begin = static_cast<int>(article.body().find("met"));
  fact.mutable_trigger()->set_begin_byte(begin);
  fact.mutable_trigger()->set_end_byte(begin + 3);
  EXPECT_THAT(Report(article, {fact}),
              HasSubstr("R&amp;D: Lee <a class=\"named event\" href=\"#fact-1\">met</a><sup><a "
                        "href=\"#fact-1\">1</a></sup> &lt;script&gt; today"));
}

TEST(ArticleReport, NeedsText) {
  v1::Article article = MeetingArticle();
  article.set_body(" ");
  EXPECT_THAT(ArticleReport(article, {}, {}, "").status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("body is empty")));
}

}  // namespace
}  // namespace dateline::cli
