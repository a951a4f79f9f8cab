#include "ingest_service/text/json_ld.h"

#include "gtest/gtest.h"

namespace dateline::text {
namespace {

Document Read(absl::string_view json) {
  Document document;
  ReadJsonLd(json, &document);
  return document;
}

TEST(ReadJsonLd, ReadsAnArticle) {
  const Document document =
      Read(R"({"@type": "NewsArticle", "headline": "Ministers meet", "datePublished": "2025-08-16T09:00:00+07:00",
      "publisher": {"@type": "Organization", "name": "The Paper"}, "author": [{"name": "Ann Lee"}, "Bo Li"],
      "mainEntityOfPage": {"@id": "https://paper.example/1"}})");
  EXPECT_EQ(document.title, "Ministers meet");
  EXPECT_EQ(document.published, absl::CivilDay(2025, 8, 16));
  EXPECT_EQ(document.publisher, "The Paper");
  EXPECT_EQ(document.byline, "Ann Lee, Bo Li");
  EXPECT_EQ(document.url, "https://paper.example/1");
}

TEST(ReadJsonLd, FindsTheArticleInGraphsAndArrays) {
  EXPECT_EQ(
      Read(R"({"@graph": [{"@type": "WebSite", "headline": "no"}, {"@type": ["NewsArticle"], "headline": "yes"}]})")
          .title,
      "yes");
  EXPECT_EQ(Read(R"([{"@type": "BreadcrumbList"}, {"@type": "ReportageNewsArticle", "headline": "yes"}])").title,
            "yes");
}

TEST(ReadJsonLd, IgnoresWhatIsNoArticle) {
  EXPECT_EQ(Read(R"({"@type": "Person", "headline": "no"})").title, "");
  EXPECT_EQ(Read("{broken").title, "");
  EXPECT_EQ(Read("[1, null, \"x\"]").title, "");
}

TEST(ReadJsonLd, SurvivesDeepJson) { EXPECT_EQ(Read(std::string(100'000, '[')).title, ""); }

TEST(ReadJsonLd, SurvivesOddTypes) {
  EXPECT_EQ(
      Read(R"({"@type": "NewsArticle", "headline": 7, "author": {"name": {"name": null}}, "datePublished": []})").title,
      "");
}

}  // namespace
}  // namespace dateline::text
