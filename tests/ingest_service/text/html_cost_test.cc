#include "ingest_service/text/html_cost.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::text {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

std::string Repeat(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(CheckHtmlCost, AcceptsAPage) {
  EXPECT_THAT(CheckHtmlCost("<!doctype html><html><body><p>One<p>Two<br><a href='/'>Three</a></body></html>"), IsOk());
}

TEST(CheckHtmlCost, RejectsDeepNesting) {
  EXPECT_THAT(CheckHtmlCost(Repeat("<div>", 600)), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("nested")));
  EXPECT_THAT(CheckHtmlCost(Repeat("<svg><style><g>", 300)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("nested")));
}

TEST(CheckHtmlCost, DoesNotCountElementsThatEndByThemselves) {
  EXPECT_THAT(CheckHtmlCost(Repeat("<p>x<br>", 10'000)), IsOk());
}

TEST(CheckHtmlCost, DoesNotCountTagsInScriptsAndComments) {
  EXPECT_THAT(CheckHtmlCost("<script>" + Repeat("<div>", 600) + "</script><!--" + Repeat("<div>", 600) + "-->"),
              IsOk());
}

TEST(CheckHtmlCost, IgnoresEndTagsOfWhatIsNotOpen) {
  EXPECT_THAT(CheckHtmlCost(Repeat("<div></x>", 600)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("nested")));
}

TEST(CheckHtmlCost, RejectsFormattingThatMultiplies) {
  EXPECT_THAT(CheckHtmlCost(Repeat("<b><i><u>", 50) + Repeat("<p>x", 100'000)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("formatting")));
}

TEST(CheckHtmlCost, RejectsATagWithTooManyAttributes) {
  EXPECT_THAT(CheckHtmlCost("<div " + Repeat("a=b ", 2000) + ">"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("attributes")));
}

TEST(CheckHtmlCost, ReadsQuotedAttributesAsOne) {
  EXPECT_THAT(CheckHtmlCost("<path d=\"" + Repeat("M 0 ", 2000) + "\">"), IsOk());
}

TEST(CheckHtmlCost, EndsWithTheText) {
  for (const char* text : {"<", "</", "<a", "<a b='", "<!--", "<script>", "</a"})
    EXPECT_THAT(CheckHtmlCost(text), IsOk());
}

}  // namespace
}  // namespace dateline::text
