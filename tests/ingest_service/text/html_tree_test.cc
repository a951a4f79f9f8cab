#include "ingest_service/text/html_tree.h"

#include "gtest/gtest.h"
#include "tests/ingest_service/text/html_testing.h"

namespace dateline::text {
namespace {

TEST(HtmlTree, AnswersForElements) {
  const Page page("<body class=a hidden>x</body>");
  const GumboNode& body = *ChildrenOf(page.root())[1];
  EXPECT_EQ(TagOf(body), GUMBO_TAG_BODY);
  EXPECT_EQ(AttributeOf(body, "class"), "a");
  EXPECT_TRUE(HasAttribute(body, "hidden"));
  EXPECT_TRUE(IsText(*ChildrenOf(body)[0]));
}

TEST(HtmlTree, HasNoAnswersForText) {
  const Page page("x");
  const GumboNode& text = *ChildrenOf(*ChildrenOf(page.root())[1])[0];
  EXPECT_EQ(TagOf(text), GUMBO_TAG_UNKNOWN);
  EXPECT_EQ(AttributeOf(text, "class"), "");
  EXPECT_TRUE(ChildrenOf(text).empty());
}

}  // namespace
}  // namespace dateline::text
