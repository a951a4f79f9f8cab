#include "platform/process/program_directory.h"

#include <filesystem>
#include <system_error>

namespace dateline::process {

std::string ProgramDirectory() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "." : program.parent_path().string();
}

std::string SharedDataDirectory() {
  return (std::filesystem::path(ProgramDirectory()).parent_path() / "share" / "dateline").string();
}

}  // namespace dateline::process
