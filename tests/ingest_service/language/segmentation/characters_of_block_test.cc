#include "ingest_service/language/segmentation/characters_of_block.h"

#include <string>

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

std::string Classes(absl::string_view text) {
  std::vector<BlockCharacter> characters;
  ScanBlock(text, 0, static_cast<uint32_t>(text.size()), characters);
  std::string classes;
  for (const BlockCharacter& character : characters) classes.push_back(character.character_class);
  return classes;
}

TEST(ScanBlock, ClassifiesLettersDigitsAndPunctuation) { EXPECT_EQ(Classes("Sơn 7%"), "Xxx d% "); }

TEST(ScanBlock, TakesTypographicPunctuationForItsAsciiKin) { EXPECT_EQ(Classes("“a–b’”"), "\"x-x'\" "); }

TEST(ScanBlock, TakesControlsAndInvisibleCharactersForBlanks) {
  EXPECT_EQ(Classes(absl::string_view("a\0b", 3)), "x x ");
  EXPECT_EQ(Classes("a\u200Bb\uFEFF"), "x x  ");
}

TEST(ScanBlock, JoinsMarksToTheCharacterBeforeThem) { EXPECT_EQ(Classes("So\u031Bn"), "Xxmx "); }

TEST(ScanBlock, LetsALoneMarkStandForItself) { EXPECT_EQ(Classes("\u0301a"), "Sx "); }

TEST(ScanBlock, KeepsJoinedEmojiTogether) { EXPECT_EQ(Classes("👩\u200D🚀"), "Smm "); }

TEST(ScanBlock, CountsBytesOfTheText) {
  std::vector<BlockCharacter> characters;
  ScanBlock("xx ơb", 3, 6, characters);
  ASSERT_EQ(characters.size(), 3u);
  EXPECT_EQ(characters[0].begin_byte, 3u);
  EXPECT_EQ(characters[1].begin_byte, 5u);
  EXPECT_EQ(characters[2].begin_byte, 6u);
}

}  // namespace
}  // namespace dateline::language
