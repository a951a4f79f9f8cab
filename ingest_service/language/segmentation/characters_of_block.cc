#include "ingest_service/language/segmentation/characters_of_block.h"

#include <unicode/uchar.h>

#include "ingest_service/language/encoding/characters.h"
#include "ingest_service/language/encoding/word_features.h"

namespace dateline::language {
namespace {

constexpr UChar32 kZeroWidthJoiner = 0x200D;

bool IsBlank(UChar32 character) {
  if (u_isUWhiteSpace(character)) return true;
  const int8_t category = u_charType(character);
  return category == U_CONTROL_CHAR || category == U_FORMAT_CHAR;
}

char ClassOf(UChar32 character, UChar32 normalized) {
  if (character == kZeroWidthJoiner || u_hasBinaryProperty(character, UCHAR_GRAPHEME_EXTEND)) return 'm';
  if (IsBlank(character)) return ' ';
  if (u_isdigit(character)) return 'd';
  if (u_isupper(character)) return 'X';
  if (u_islower(character)) return 'x';
  if (u_isalpha(character)) return 'a';
  return normalized < 0x80 ? static_cast<char>(normalized) : 'S';
}

char ClassOfAscii(char character) {
  if (character >= 'a' && character <= 'z') return 'x';
  if (character >= 'A' && character <= 'Z') return 'X';
  if (character >= '0' && character <= '9') return 'd';
  if (character <= ' ' || character == 0x7f) return ' ';
  return character == '`' ? '\'' : character;
}

}  // namespace

void ScanBlock(absl::string_view text, uint32_t begin_byte, uint32_t end_byte,
               std::vector<BlockCharacter>& characters) {
  characters.clear();
  absl::string_view block = text.substr(0, end_byte);
  bool after_joiner = false;
  for (size_t position = begin_byte; position < end_byte;) {
    BlockCharacter character;
    character.begin_byte = static_cast<uint32_t>(position);
    const int32_t code_point = NextCharacter(block, position);
    character.normalized = NormalizeCharacter(code_point);
    character.character_class =
        code_point < 0x80 ? ClassOfAscii(static_cast<char>(code_point)) : ClassOf(code_point, character.normalized);
    const bool joins = !characters.empty() && characters.back().character_class != ' ';
    if (character.character_class == 'm' && !joins)
      character.character_class = code_point == kZeroWidthJoiner ? ' ' : 'S';
    if (after_joiner && joins && character.character_class != ' ') character.character_class = 'm';
    after_joiner = code_point == kZeroWidthJoiner;
    characters.push_back(character);
  }
  characters.push_back({end_byte, ' ', ' '});
}

}  // namespace dateline::language
