#include "ingest_service/text/paragraphs.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Texts(absl::string_view text) {
  std::vector<std::string> texts;
  for (const Block& block : SplitParagraphs(text)) texts.emplace_back(Slice(text, block.span));
  return texts;
}

TEST(SplitParagraphs, SplitsAtBlankLines) {
  EXPECT_THAT(Texts("One.\n\nTwo.\r\n \r\nThree."), ElementsAre("One.", "Two.", "Three."));
}

TEST(SplitParagraphs, TakesEachLongLineForAParagraph) {
  const std::string first =
      "The two ministers met in Hanoi on Monday and agreed to open a new border gate near the railway by June.";
  const std::string second =
      "They also spoke about trade, which grew by a fifth in a year, and about the flooding along the lower Mekong.";
  EXPECT_THAT(Texts(first + "\n" + second), ElementsAre(first, second));
}

TEST(SplitParagraphs, KeepsAHeadlineApart) {
  EXPECT_THAT(Texts("Ministers meet\nThey met."), ElementsAre("Ministers meet", "They met."));
}

TEST(SplitParagraphs, JoinsHardWrappedLines) {
  const std::string wrapped =
      "The two ministers met in Hanoi on Monday and agreed to open a new\n"
      "border gate near the railway by June, officials of both countries\n"
      "said.";
  EXPECT_THAT(Texts(wrapped + "\n\n" + wrapped), ElementsAre(wrapped, wrapped));
}

TEST(SplitParagraphs, EndsAWrappedParagraphAtAShortLine) {
  const std::string first =
      "The two ministers met in Hanoi on Monday and agreed to open a new\n"
      "border gate near the railway by June.";
  const std::string second =
      "They also spoke about trade, which grew by a fifth in one year, and\n"
      "about the flooding along the lower Mekong.";
  EXPECT_THAT(Texts(first + "\n" + second), ElementsAre(first, second));
}

TEST(SplitParagraphs, LeavesBulletsOutside) { EXPECT_THAT(Texts("• First\n- Second"), ElementsAre("First", "Second")); }

TEST(SplitParagraphs, SkipsByteOrderMark) { EXPECT_THAT(Texts("\uFEFFOne."), ElementsAre("One.")); }

TEST(SplitParagraphs, FindsNothingInWhiteSpace) { EXPECT_THAT(Texts(" \n\n\t"), IsEmpty()); }

}  // namespace
}  // namespace dateline::text
