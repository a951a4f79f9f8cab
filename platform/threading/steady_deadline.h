// Deadlines by a clock that nobody sets.
#ifndef DATELINE_PLATFORM_THREADING_STEADY_DEADLINE_H_
#define DATELINE_PLATFORM_THREADING_STEADY_DEADLINE_H_

#include <algorithm>
#include <chrono>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace dateline::threading {

using SteadyTime = std::chrono::steady_clock::time_point;

// From here on a step of the wall clock changes nothing. Nobody waits for longer than a year.
inline SteadyTime ToSteadyTime(absl::Time deadline) {
  const absl::Duration wait = std::clamp(deadline - absl::Now(), absl::ZeroDuration(), absl::Hours(24 * 365));
  return std::chrono::steady_clock::now() + absl::ToChronoMicroseconds(wait);
}

}  // namespace dateline::threading

#endif  // DATELINE_PLATFORM_THREADING_STEADY_DEADLINE_H_
