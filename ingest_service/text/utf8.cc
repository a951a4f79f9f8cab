#include "ingest_service/text/utf8.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace dateline::text {

std::optional<size_t> FindInvalidUtf8(absl::string_view bytes) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto size = static_cast<int64_t>(bytes.size());
  for (int64_t offset = 0; offset < size;) {
    const int64_t begin = offset;
    UChar32 code_point;
    U8_NEXT(data, offset, size, code_point);
    if (code_point < 0) return static_cast<size_t>(begin);
  }
  return std::nullopt;
}

char32_t NextCodePoint(absl::string_view text, size_t* offset) {
  const auto* data = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 code_point;
  U8_NEXT_UNSAFE(data, *offset, code_point);
  return static_cast<char32_t>(code_point);
}

size_t CountCodePoints(absl::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char byte) { return !U8_IS_TRAIL(byte); });
}

bool IsSpace(char32_t code_point) {
  constexpr char32_t kZeroWidthNoBreakSpace = 0xFEFF;
  return u_isUWhiteSpace(static_cast<UChar32>(code_point)) || code_point == kZeroWidthNoBreakSpace;
}

absl::string_view StripSpace(absl::string_view text) {
  size_t begin = 0;
  for (size_t next = 0; begin < text.size(); begin = next) {
    if (!IsSpace(NextCodePoint(text, &next))) break;
  }
  size_t end = text.size();
  while (end > begin) {
    size_t last = end - 1;
    while (last > begin && U8_IS_TRAIL(text[last])) --last;
    size_t next = last;
    if (!IsSpace(NextCodePoint(text, &next))) break;
    end = last;
  }
  return text.substr(begin, end - begin);
}

}  // namespace dateline::text
