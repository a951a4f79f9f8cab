#include "platform/unicode/fold.h"

#include "gmock/gmock.h"

namespace dateline::unicode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Fold, LowersAsciiLetters) { EXPECT_EQ(Fold("VIET Nam"), "viet nam"); }

TEST(Fold, StripsVietnameseMarks) { EXPECT_EQ(Fold("Bùi Thanh Sơn"), "bui thanh son"); }

TEST(Fold, TakesMarksWrittenApart) { EXPECT_EQ(Fold("So\xCC\x9Bn"), "son"); }

TEST(Fold, ReadsDWithStrokeAsD) { EXPECT_EQ(Fold("Đồng đ"), "dong d"); }

TEST(Fold, ReadsLettersThatUnicodeKeepsWhole) { EXPECT_EQ(Fold("Łódź Ærø ß"), "lodz aero ss"); }

TEST(Fold, LeavesNoMarkOfDottedCapitalI) { EXPECT_EQ(Fold("İstanbul"), "istanbul"); }

TEST(Fold, ReplacesBadBytes) { EXPECT_EQ(Fold("a\xFFz"), "a\xEF\xBF\xBDz"); }

TEST(Fold, IsIdempotent) {
  for (const char* text : {"Bùi Thanh Sơn", "İΐ", "ﬁn", "Ǽ", "Straße"}) {
    EXPECT_EQ(Fold(Fold(text)), Fold(text)) << text;
  }
}

TEST(FoldedWords, SplitsAtEverythingThatIsNoLetterOrDigit) {
  EXPECT_THAT(FoldedWords(" Jean-Noël  BARROT’s 2nd "), ElementsAre("jean", "noel", "barrot", "s", "2nd"));
}

TEST(FoldedWords, KeepsWordsOfOtherScriptsWhole) {
  EXPECT_THAT(FoldedWords("Київ місто"), ElementsAre("киів", "місто"));
}

TEST(FoldedWords, OfPunctuationAreNone) { EXPECT_THAT(FoldedWords("… — !"), IsEmpty()); }

}  // namespace
}  // namespace dateline::unicode
