// The little that reading needs to know about UTF-8.
#ifndef DATELINE_INGEST_SERVICE_TEXT_UTF8_H_
#define DATELINE_INGEST_SERVICE_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace dateline::text {

inline constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The offset of the first byte that is not part of a well-formed UTF-8 sequence (Unicode 3.9, D92); nullopt: all is
// well.
std::optional<size_t> FindInvalidUtf8(absl::string_view bytes);

// The code point that begins at `*offset`, which moves behind it. REQUIRES: well-formed UTF-8, *offset < text.size().
char32_t NextCodePoint(absl::string_view text, size_t* offset);

// How many code points `text` has. REQUIRES: well-formed UTF-8.
size_t CountCodePoints(absl::string_view text);

// White space as Unicode sees it, the no-break space and the byte order mark included.
bool IsSpace(char32_t code_point);

// `text` without the white space around it; a view into it.
absl::string_view StripSpace(absl::string_view text);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_UTF8_H_
