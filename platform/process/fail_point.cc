#include "platform/process/fail_point.h"

#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace dateline::process {
namespace {

// What DATELINE_FAIL_POINT asks for.
struct Armed {
  std::string name;  // empty: nothing
  int count = 1;     // the pass that kills
};

Armed ReadEnvironment() {
  const char* const value = std::getenv("DATELINE_FAIL_POINT");
  if (value == nullptr) return {};
  const std::pair<std::string, std::string> parts = absl::StrSplit(value, absl::MaxSplits(':', 1));
  Armed armed{parts.first};
  if (!parts.second.empty() && !absl::SimpleAtoi(parts.second, &armed.count)) std::abort();
  return armed;
}

}  // namespace

void PassFailPoint(absl::string_view name) {
  // Each time, for a test arms a process that has passed others before.
  const Armed armed = ReadEnvironment();
  static std::atomic<int> passes = 0;
  if (name == armed.name && ++passes == armed.count) raise(SIGKILL);
}

}  // namespace dateline::process
