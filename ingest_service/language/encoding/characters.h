// Characters of UTF-8 text.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_CHARACTERS_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_CHARACTERS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::language {

// The code point that begins at `position`, which moves behind it; U+FFFD for bytes that are none. REQUIRES: position <
// text.size().
int32_t NextCharacter(absl::string_view text, size_t& position);

void AppendCharacter(int32_t character, std::string& text);

// Each code point in lower case, whatever stands beside it.
std::string LowerCase(absl::string_view text);

// FNV-1a, begun anew for each `kind` of text.
uint64_t HashText(absl::string_view text, uint64_t kind);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_CHARACTERS_H_
