// How many slips of the pen lie between two words.
#ifndef DATELINE_PLATFORM_UNICODE_EDIT_DISTANCE_H_
#define DATELINE_PLATFORM_UNICODE_EDIT_DISTANCE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::unicode {

// The code points of UTF-8 text; bytes that are not UTF-8 become U+FFFD.
std::u32string CodePoints(absl::string_view utf8);

// The least number of letters to insert, delete, change, or swap with the next to make one of the other, no letter more
// than once (the restricted Damerau-Levenshtein distance); `limit` + 1 when it is greater than `limit`. REQUIRES:
// limit >= 0. Time in proportion to limit times the length.
int EditDistance(const std::u32string& left, const std::u32string& right, int limit);

}  // namespace dateline::unicode

#endif  // DATELINE_PLATFORM_UNICODE_EDIT_DISTANCE_H_
