#include "cli/table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/display_width.h"

namespace dateline::cli {

std::string AlignColumns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<int> widths;
  for (const auto& row : rows) {
    widths.resize(row.size());
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], DisplayWidth(row[i]));
  }
  std::string result;
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) absl::StrAppend(&line, PadRight(row[i], widths[i]), "  ");
    line.erase(line.find_last_not_of(' ') + 1);
    absl::StrAppend(&result, line, "\n");
  }
  return result;
}

}  // namespace dateline::cli
