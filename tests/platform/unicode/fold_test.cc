#include "platform/unicode/fold.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <iterator>
#include <random>

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

TEST(ForEachWord, SaysWhichBytesAWordCameFrom) {
  const std::string text = "Mr. Bu\xCC\x80i Sơn, ½";
  std::vector<std::string> words;
  ForEachWord(text, [&](absl::string_view word, size_t begin, size_t end) {
    words.push_back(std::string(word) + "=" + text.substr(begin, end - begin));
  });
  EXPECT_THAT(words, ElementsAre("mr=Mr", "bui=Bu\xCC\x80i", "son=Sơn", "1=½", "2=½"));
}

// Words of the whole text folded at once, cut letter by letter.
std::vector<std::string> SlowWords(const std::string& text) {
  std::vector<std::string> words(1);
  const icu::UnicodeString folded = icu::UnicodeString::fromUTF8(Fold(text));
  for (int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 letter = folded.char32At(at);
    if (u_isalnum(letter)) {
      icu::UnicodeString(letter).toUTF8String(words.back());
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

TEST(ForEachWord, CutsAsTheWholeTextFolded) {
  std::mt19937 random(1);
  for (int round = 0; round < 5000; ++round) {
    icu::UnicodeString text;
    for (uint32_t length = random() % 12; length > 0; --length) {
      constexpr UChar32 kRanges[][2] = {{0x20, 0x7E},   {0xA0, 0x250},    {0x300, 0x36F},   {0x1E00, 0x1F00},
                                        {0x20, 0x3100}, {0xAC00, 0xAD00}, {0xFB00, 0xFFFD}, {0x1D400, 0x1D500}};
      const auto& range = kRanges[random() % std::size(kRanges)];
      text.append(
          static_cast<UChar32>(range[0] + static_cast<UChar32>(random() % static_cast<uint32_t>(range[1] - range[0]))));
    }
    std::string utf8;
    text.toUTF8String(utf8);
    if (random() % 8 == 0) utf8.insert(random() % (utf8.size() + 1), "\xFF");
    EXPECT_EQ(FoldedWords(utf8), SlowWords(utf8)) << utf8;
  }
}

}  // namespace
}  // namespace dateline::unicode
