#include "platform/rpc/unary_call.h"

#include "absl/time/clock.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {

absl::Status Overloaded() {
  return errors::WithRetryDelay(
      errors::Error(absl::StatusCode::kResourceExhausted, "OVERLOADED", "too many calls wait for a worker"),
      absl::Milliseconds(100));
}

absl::Status CheckAwaited(const grpc::CallbackServerContext& context, const CallOutcome* outcome) {
  if (context.IsCancelled()) return absl::CancelledError("the caller went away");
  if (outcome == nullptr || absl::Now() < outcome->deadline()) return absl::OkStatus();
  return absl::DeadlineExceededError("the deadline passed while the call waited for a worker");
}

}  // namespace dateline::rpc
