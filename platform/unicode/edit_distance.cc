#include "platform/unicode/edit_distance.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace dateline::unicode {

std::u32string CodePoints(absl::string_view utf8) {
  std::u32string points;
  const auto length = static_cast<int32_t>(utf8.size());
  for (int32_t at = 0; at < length;) {
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(utf8.data(), at, length, point);
    points.push_back(static_cast<char32_t>(point));
  }
  return points;
}

int EditDistance(const std::u32string& left, const std::u32string& right, int limit) {
  const auto rows = static_cast<int>(left.size());
  const auto columns = static_cast<int>(right.size());
  if (std::abs(rows - columns) > limit) return limit + 1;
  const int too_many = limit + 1;
  const auto width = static_cast<size_t>(columns) + 1;
  std::vector<int> before_last(width, too_many);
  std::vector<int> last(width, too_many);
  std::vector<int> row(width, too_many);
  for (int column = 0; column <= std::min(columns, limit); ++column) last[static_cast<size_t>(column)] = column;
  for (int i = 1; i <= rows; ++i) {
    // Further from the diagonal it is more than `limit`; the next rows look one cell beyond on either side.
    const int first = std::max(1, i - limit);
    const int end = std::min(columns, i + limit);
    row[static_cast<size_t>(first) - 1] = i <= limit ? i : too_many;
    if (end < columns) row[static_cast<size_t>(end) + 1] = too_many;
    for (int j = first; j <= end; ++j) {
      const auto at = static_cast<size_t>(j);
      const char32_t letter = left[static_cast<size_t>(i) - 1];
      int distance = last[at - 1] + (letter == right[at - 1] ? 0 : 1);
      distance = std::min({distance, last[at] + 1, row[at - 1] + 1});
      const bool is_swapped =
          i > 1 && j > 1 && letter == right[at - 2] && left[static_cast<size_t>(i) - 2] == right[at - 1];
      if (is_swapped) distance = std::min(distance, before_last[at - 2] + 1);
      row[at] = std::min(distance, too_many);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[static_cast<size_t>(columns)];
}

}  // namespace dateline::unicode
