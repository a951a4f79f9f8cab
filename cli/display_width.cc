#include "cli/display_width.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"

namespace dateline::cli {
namespace {

int CodePointWidth(UChar32 code_point) {
  switch (u_charType(code_point)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

int DisplayWidth(absl::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto length = static_cast<int32_t>(text.size());
  int width = 0;
  for (int32_t at = 0; at < length;) {
    UChar32 code_point = 0;
    U8_NEXT_OR_FFFD(bytes, at, length, code_point);
    width += CodePointWidth(code_point);
  }
  return width;
}

std::string PadRight(absl::string_view text, int columns) {
  return absl::StrCat(text, std::string(std::max(0, columns - DisplayWidth(text)), ' '));
}

}  // namespace dateline::cli
