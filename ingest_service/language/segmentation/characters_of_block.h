// A block of text as characters with the classes that segmentation asks for.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_CHARACTERS_OF_BLOCK_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_CHARACTERS_OF_BLOCK_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::language {

// Classes are characters themselves, so that strings of them are features: 'X' capital, 'x' small, 'a' another letter,
// 'd' digit, 'm' a mark that belongs to the character before it, ' ' white space (controls and invisible characters
// too), the ASCII character for ASCII punctuation and its typographic kin, 'S' for other symbols.
struct BlockCharacter {
  uint32_t begin_byte;  // in the text, not in the block
  int32_t normalized;   // see NormalizeCharacter
  char character_class;
};

inline bool IsLetterClass(char character_class) {
  return character_class == 'X' || character_class == 'x' || character_class == 'a';
}

// Replaces `characters` by those of text[begin_byte, end_byte), then one white space that ends them. REQUIRES: valid
// UTF-8.
void ScanBlock(absl::string_view text, uint32_t begin_byte, uint32_t end_byte, std::vector<BlockCharacter>& characters);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_CHARACTERS_OF_BLOCK_H_
