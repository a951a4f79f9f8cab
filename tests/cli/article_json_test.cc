#include "cli/article_json.h"

#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(ParseArticleJson, ReadsEveryField) {
  const auto article = ParseArticleJson(R"({"url": "https://a.example/1", "published": "2025-08-14", "title": "T",
      "publisher": "P", "body": "B", "name": "articles/x", "language": "en", "media_type": "text/plain", "tags": [1]})");
  ASSERT_THAT(article, IsOk());
  EXPECT_EQ(article->url(), "https://a.example/1");
  EXPECT_EQ(article->published().day(), 14);
  EXPECT_EQ(article->title(), "T");
  EXPECT_EQ(article->publisher(), "P");
  EXPECT_EQ(article->body(), "B");
  EXPECT_EQ(article->name(), "articles/x");
  EXPECT_EQ(article->language(), "en");
  EXPECT_EQ(article->media_type(), "text/plain");
}

TEST(ParseArticleJson, TakesNullForUnknown) {
  const auto article = ParseArticleJson(R"({"body": "B", "published": null, "title": null})");
  ASSERT_THAT(article, IsOk());
  EXPECT_FALSE(article->has_published());
}

TEST(ParseArticleJson, PassesOverTimeOfDay) {
  const auto article = ParseArticleJson(R"({"body": "B", "published": "2025-08-14T09:00:00Z"})");
  ASSERT_THAT(article, IsOk());
  EXPECT_EQ(article->published().day(), 14);
}

TEST(ParseArticleJson, NamesTheMemberThatIsWrong) {
  EXPECT_THAT(ParseArticleJson(R"({"body": 7})"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("\"body\"")));
  EXPECT_THAT(ParseArticleJson(R"({"body": "B", "published": "soon"})"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("\"published\"")));
}

TEST(ParseArticleJson, RefusesWhatIsNoArticle) {
  for (const char* line : {"", "{", "[]", "7", "{\"body\": \"\"}", "{}"}) {
    EXPECT_THAT(ParseArticleJson(line), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(""))) << line;
  }
}

}  // namespace
}  // namespace dateline::cli
