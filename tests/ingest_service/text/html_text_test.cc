#include "ingest_service/text/html_text.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/text/html_testing.h"

namespace dateline::text {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Texts(const std::string& body) {
  const Page page(body);
  Document document;
  WriteHtmlText(MainContent::Find(page.root()), page.body(), &document);
  std::vector<std::string> texts;
  for (const Block& block : document.blocks) texts.emplace_back(Slice(document.text, block.span));
  return texts;
}

TEST(WriteHtmlText, MakesABlockOfEachParagraphHeadingAndItem) {
  EXPECT_THAT(Texts("<h1>Head</h1><p>One</p><ul><li>Two<li>Three</ul>"), ElementsAre("Head", "One", "Two", "Three"));
}

TEST(WriteHtmlText, CollapsesWhiteSpace) { EXPECT_THAT(Texts("<p>\n One \t two\n</p>"), ElementsAre("One two")); }

TEST(WriteHtmlText, KeepsInlineElementsInTheirSentence) {
  EXPECT_THAT(Texts("<p>He <b>met</b> <a href=x>Ann</a><sup>1</sup>.</p>"), ElementsAre("He met Ann1."));
}

TEST(WriteHtmlText, TakesTwoLineBreaksForAParagraph) {
  EXPECT_THAT(Texts("<div>One<br>two<br><br>three</div>"), ElementsAre("One two", "three"));
}

TEST(WriteHtmlText, LeavesOutLinksThatStandAlone) {
  EXPECT_THAT(Texts("<p>One</p><p><a href=x>Read more</a></p><p>Two</p>"), ElementsAre("One", "Two"));
}

TEST(WriteHtmlText, ReadsOnlyHeadingsOfAHeader) {
  EXPECT_THAT(Texts("<header><h1>Head</h1><p>Share</p></header><p>One</p>"), ElementsAre("Head", "One"));
}

TEST(WriteHtmlText, LeavesOutWhatNobodyReads) {
  EXPECT_THAT(Texts("<p>One<script>two</script><!-- three --></p><style>four</style>"), ElementsAre("One"));
}

}  // namespace
}  // namespace dateline::text
