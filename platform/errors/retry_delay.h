// When an error says to try again.
#ifndef DATELINE_PLATFORM_ERRORS_RETRY_DELAY_H_
#define DATELINE_PLATFORM_ERRORS_RETRY_DELAY_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace dateline::errors {

// What WithRetryDelay said; nothing: it did not.
std::optional<absl::Duration> RetryDelay(const absl::Status& status);

}  // namespace dateline::errors

#endif  // DATELINE_PLATFORM_ERRORS_RETRY_DELAY_H_
