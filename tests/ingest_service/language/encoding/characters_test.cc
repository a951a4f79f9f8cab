#include "ingest_service/language/encoding/characters.h"

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

TEST(NextCharacter, StepsOverWholeCharacters) {
  const absl::string_view text = "aơ😀";
  size_t position = 0;
  EXPECT_EQ(NextCharacter(text, position), 'a');
  EXPECT_EQ(NextCharacter(text, position), 0x1A1);
  EXPECT_EQ(NextCharacter(text, position), 0x1F600);
  EXPECT_EQ(position, text.size());
}

TEST(NextCharacter, GivesTheReplacementCharacterForDamagedBytes) {
  const absl::string_view text = "\xff\xe1\xba";
  size_t position = 0;
  while (position < text.size()) EXPECT_EQ(NextCharacter(text, position), 0xFFFD);
}

TEST(LowerCase, LowersLettersOfAnyScript) {
  EXPECT_EQ(LowerCase("HÀ NỘI"), "hà nội");
  EXPECT_EQ(LowerCase("МОСКВА"), "москва");
  EXPECT_EQ(LowerCase("U.S."), "u.s.");
}

TEST(AppendCharacter, WritesUtf8) {
  std::string text;
  AppendCharacter(0x1A1, text);
  EXPECT_EQ(text, "ơ");
}

TEST(HashText, DependsOnTextAndKind) {
  EXPECT_EQ(HashText("held", 1), HashText("held", 1));
  EXPECT_NE(HashText("held", 1), HashText("held", 2));
  EXPECT_NE(HashText("held", 1), HashText("hold", 1));
}

}  // namespace
}  // namespace dateline::language
