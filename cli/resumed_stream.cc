#include "cli/resumed_stream.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace dateline::cli {
namespace {

constexpr int kAttempts = 5;

// After an error: how to get the rest, unless it says that the token leads nowhere.
absl::Status WithResumption(const absl::Status& error, const std::string& resume_token) {
  if (resume_token.empty() || absl::IsOutOfRange(error) || absl::IsInvalidArgument(error)) return error;
  return absl::Status(error.code(), absl::StrCat(error.message(), "; go on with --resume=", resume_token));
}

}  // namespace

absl::Status ReadResuming(StreamProgress& progress, const Console& console, absl::FunctionRef<absl::Status()> read,
                          absl::Duration pause) {
  for (int attempt = 1;; ++attempt) {
    const int64_t before = progress.message_count;
    const absl::Status status = read();
    if (status.ok()) return status;
    if (progress.message_count > before) attempt = 0;
    const bool may_go_on = absl::IsUnavailable(status) && progress.message_count > 0 && attempt < kAttempts;
    // What could not be written in whole is not to be taken for a beginning.
    if (!console.out) return status;
    if (!may_go_on) return WithResumption(status, progress.resume_token);
    absl::SleepFor(pause);
  }
}

}  // namespace dateline::cli
