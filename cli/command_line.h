// The `dateline` command as a function.
#ifndef DATELINE_CLI_COMMAND_LINE_H_
#define DATELINE_CLI_COMMAND_LINE_H_

#include <string>
#include <vector>

#include "cli/console.h"

namespace dateline::cli {

inline constexpr int kExitDone = 0;
inline constexpr int kExitError = 1;     // explained in one line on the error stream
inline constexpr int kExitBadUsage = 2;  // also explained there

// Runs the command line `arguments` (without the program's name) and returns the exit code.
int RunCommandLine(const std::vector<std::string>& arguments, Console& console);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_COMMAND_LINE_H_
