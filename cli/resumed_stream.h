// Streams that are taken up again where they broke.
#ifndef DATELINE_CLI_RESUMED_STREAM_H_
#define DATELINE_CLI_RESUMED_STREAM_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "cli/console.h"

namespace dateline::cli {

// How far a stream got.
struct StreamProgress {
  std::string resume_token;  // for the rest
  int64_t message_count = 0;
};

// Has `read` read a stream from the token of `progress` on until it returns OK; `read` moves `progress` on with each
// message. Where it returns UNAVAILABLE the stream broke: it is taken up again after `pause`, if there ever was a
// message, and at most five times without another. The error that ends it says how to go on.
absl::Status ReadResuming(StreamProgress& progress, const Console& console, absl::FunctionRef<absl::Status()> read,
                          absl::Duration pause = absl::Seconds(1));

}  // namespace dateline::cli

#endif  // DATELINE_CLI_RESUMED_STREAM_H_
