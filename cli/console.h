// Where a command reads and writes, and in which form.
#ifndef DATELINE_CLI_CONSOLE_H_
#define DATELINE_CLI_CONSOLE_H_

#include <istream>
#include <ostream>

#include "absl/status/status.h"

namespace dateline::cli {

// The three streams of a program, and what is at their ends. The streams must outlive it.
struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int width_columns = 100;  // of the terminal; at least 40
};

// The console of this process.
Console ProcessConsole();

enum class OutputFormat {
  kAutomatic,  // kText on a terminal, kJson in a pipe
  kText,       // for people
  kJson,       // one indented JSON value
  kJsonl,      // one JSON value a line
};

// RESOURCE_EXHAUSTED: something written to `out` was lost, as on a full disk.
absl::Status CheckOutput(const Console& console);

// `asked`, or what kAutomatic means on this console.
OutputFormat ChooseFormat(OutputFormat asked, const Console& console);
// The same for what comes message by message: in a pipe a line each.
OutputFormat ChooseStreamFormat(OutputFormat asked, const Console& console);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_CONSOLE_H_
