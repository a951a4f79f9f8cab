#include "cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace dateline::cli {
namespace {

constexpr int kMinWidthColumns = 40;
constexpr int kMaxWidthColumns = 120;  // longer lines are hard to read
constexpr int kPipeWidthColumns = 100;

int WidthColumns(int file_descriptor) {
  winsize size = {};
  if (ioctl(file_descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kPipeWidthColumns;
  return std::clamp<int>(size.ws_col, kMinWidthColumns, kMaxWidthColumns);
}

}  // namespace

Console ProcessConsole() {
  return {.in = std::cin,
          .out = std::cout,
          .err = std::cerr,
          .out_is_terminal = isatty(STDOUT_FILENO) == 1,
          .err_is_terminal = isatty(STDERR_FILENO) == 1,
          .width_columns = WidthColumns(STDOUT_FILENO)};
}

absl::Status CheckOutput(const Console& console) {
  if (console.out) return absl::OkStatus();
  return absl::ResourceExhaustedError("the output cannot be written; is the disk full?");
}

OutputFormat ChooseFormat(OutputFormat asked, const Console& console) {
  if (asked != OutputFormat::kAutomatic) return asked;
  return console.out_is_terminal ? OutputFormat::kText : OutputFormat::kJson;
}

OutputFormat ChooseStreamFormat(OutputFormat asked, const Console& console) {
  if (asked != OutputFormat::kAutomatic) return asked;
  return console.out_is_terminal ? OutputFormat::kText : OutputFormat::kJsonl;
}

}  // namespace dateline::cli
