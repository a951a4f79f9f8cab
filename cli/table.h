// Aligned columns.
#ifndef DATELINE_CLI_TABLE_H_
#define DATELINE_CLI_TABLE_H_

#include <string>
#include <vector>

namespace dateline::cli {

// Rows of cells, each column as wide as its widest cell, two spaces between columns, no space at the end of a line.
// REQUIRES: every row has as many cells as the first.
std::string AlignColumns(const std::vector<std::vector<std::string>>& rows);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_TABLE_H_
