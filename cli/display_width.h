// How wide text is on a terminal.
#ifndef DATELINE_CLI_DISPLAY_WIDTH_H_
#define DATELINE_CLI_DISPLAY_WIDTH_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::cli {

// Columns that UTF-8 `text` takes: 0 for combining marks, 2 for wide East Asian characters (Unicode UAX #11), else 1.
int DisplayWidth(absl::string_view text);

// `text` with spaces after it up to `columns`; longer text stays as it is.
std::string PadRight(absl::string_view text, int columns);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_DISPLAY_WIDTH_H_
