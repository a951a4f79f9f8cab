#include "ingest_service/pipeline/article_fields.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/text/text_sketch.h"

namespace dateline::pipeline {
namespace {

using ::testing::MatchesRegex;

TEST(DerivedName, FollowsTheUrlWithoutItsFragment) {
  EXPECT_EQ(DerivedName("https://example.org/a#top", "one"), DerivedName("https://example.org/a", "two"));
  EXPECT_NE(DerivedName("https://example.org/a", "one"), DerivedName("https://example.org/b", "one"));
}

TEST(DerivedName, FollowsTheBodyWithoutAUrl) {
  EXPECT_EQ(DerivedName("", "one"), DerivedName("", "one"));
  EXPECT_NE(DerivedName("", "one"), DerivedName("", "two"));
  EXPECT_THAT(DerivedName("", "one"), MatchesRegex("articles/[A-Za-z0-9._~-]+"));
}

TEST(WholeDay, NeedsEveryPart) {
  v1::Date date;
  date.set_year(2025);
  date.set_month(8);
  EXPECT_FALSE(WholeDay(date).has_value());
  date.set_day(14);
  EXPECT_EQ(WholeDay(date), absl::CivilDay(2025, 8, 14));
}

TEST(FillFields, KeepsWhatTheCallerGave) {
  text::Document document;
  document.title = "From the page";
  document.publisher = "Page";
  v1::Article article;
  article.set_title("From the caller");
  article.set_body("x");
  FillFields(document, text::MediaType::kPlain, article);
  EXPECT_EQ(article.title(), "From the caller");
  EXPECT_EQ(article.publisher(), "Page");
  EXPECT_EQ(article.media_type(), "text/plain");
  EXPECT_EQ(article.language(), "en");
  EXPECT_EQ(article.sha256().size(), 64u);
}

TEST(FillFields, TakesTheBylineOfTheText) {
  text::Document document;
  document.byline = "Ann Lee";
  v1::Article article;
  FillFields(document, text::MediaType::kPlain, article);
  EXPECT_EQ(article.byline(), "Ann Lee");
  document.byline = std::string(kMaxBylineBytes + 1, 'a');
  article.clear_byline();
  FillFields(document, text::MediaType::kPlain, article);
  EXPECT_EQ(article.byline(), "");
}

TEST(FillFields, SketchesTheText) {
  text::Document document;
  document.text = "She left.";
  document.blocks = {{{0, 9}}};
  v1::Article article;
  FillFields(document, text::MediaType::kPlain, article);
  EXPECT_EQ(article.text_sketch().size(), text::kTextSketchBytes);
}

TEST(MediaTypeOf, NamedTypeGoesBeforeTheLookOfTheBody) {
  v1::Article article;
  article.set_body("<html><body>x</body></html>");
  EXPECT_EQ(MediaTypeOf(article), text::MediaType::kHtml);
  article.set_media_type("text/plain");
  EXPECT_EQ(MediaTypeOf(article), text::MediaType::kPlain);
}

}  // namespace
}  // namespace dateline::pipeline
