// A libFuzzer program for the target DATELINE_FUZZ_TARGET.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "tests/fuzz/targets.h"

namespace {

// An input may take a second for each 64 KiB; sanitizers and coverage make that kSlowdown. Less than 8 KiB count as 8:
// the model loader reads 13 MB for each.
constexpr double kSlowdown = 10;
constexpr size_t kLeastBytes = 8 << 10;
constexpr double kBytesPerSecond = 64 << 10;

void CheckTime(double seconds, size_t size) {
  const double limit = kSlowdown * static_cast<double>(std::max(size, kLeastBytes)) / kBytesPerSecond;
  if (seconds <= limit) return;
  std::fprintf(stderr, "too slow: %.2f s for %zu bytes, at most %.2f\n", seconds, size, limit);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static bool loaded = false;  // what the target loads when it is first called does not count
  const std::clock_t begin = std::clock();
  dateline::fuzz::DATELINE_FUZZ_TARGET(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (loaded) CheckTime(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, size);
  loaded = true;
  return 0;
}
