#include "ingest_service/language/encoding/characters.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::language {

int32_t NextCharacter(absl::string_view text, size_t& position) {
  int32_t at = static_cast<int32_t>(position);
  UChar32 character;
  U8_NEXT_OR_FFFD(text.data(), at, static_cast<int32_t>(text.size()), character);
  position = static_cast<size_t>(at);
  return character;
}

void AppendCharacter(int32_t character, std::string& text) {
  char bytes[U8_MAX_LENGTH];
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, character);
  text.append(bytes, size);
}

std::string LowerCase(absl::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  for (size_t position = 0; position < text.size();) AppendCharacter(u_tolower(NextCharacter(text, position)), lower);
  return lower;
}

uint64_t HashText(absl::string_view text, uint64_t kind) {
  uint64_t hash = 0xcbf29ce484222325u ^ (kind * 0x9e3779b97f4a7c15u);
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3u;
  return hash ^ hash >> 29;
}

}  // namespace dateline::language
