#include <string>
#include <vector>

#include "cli/command_line.h"
#include "google/protobuf/stubs/logging.h"

int main(int argc, char** argv) {
  // A body that is not UTF-8 is the service's to refuse; the library's own warning would stand in the way of the
  // answer.
  google::protobuf::SetLogHandler(nullptr);
  dateline::cli::Console console = dateline::cli::ProcessConsole();
  return dateline::cli::RunCommandLine(std::vector<std::string>(argv + 1, argv + argc), console);
}
