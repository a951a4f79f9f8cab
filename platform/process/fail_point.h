// Places where a crash test may end the process, as a power cut would: no clean-up, nothing flushed.
#ifndef DATELINE_PLATFORM_PROCESS_FAIL_POINT_H_
#define DATELINE_PLATFORM_PROCESS_FAIL_POINT_H_

#include "absl/strings/string_view.h"

namespace dateline::process {

// Kills the process when the environment variable DATELINE_FAIL_POINT is `name` or, with a count, `name:3`: the third
// time that it comes by.
void PassFailPoint(absl::string_view name);

}  // namespace dateline::process

// In a build without DATELINE_FAIL_POINTS this is nothing.
#ifdef DATELINE_FAIL_POINTS
#define DATELINE_FAIL_POINT(name) ::dateline::process::PassFailPoint(name)
#else
#define DATELINE_FAIL_POINT(name) static_cast<void>(0)
#endif

#endif  // DATELINE_PLATFORM_PROCESS_FAIL_POINT_H_
