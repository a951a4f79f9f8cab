#include "ingest_service/pipeline/data_directory.h"

#include <filesystem>
#include <system_error>

namespace dateline::pipeline {

std::string DefaultDataDirectory() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return "share/dateline";
  return (program.parent_path().parent_path() / "share" / "dateline").string();
}

}  // namespace dateline::pipeline
