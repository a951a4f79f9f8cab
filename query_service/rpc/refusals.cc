#include "query_service/rpc/refusals.h"

#include "absl/time/time.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

constexpr absl::Duration kOverloadRetryDelay = absl::Milliseconds(500);
constexpr absl::Duration kShutdownRetryDelay = absl::Seconds(1);

}  // namespace

absl::Status Overloaded() {
  return errors::WithRetryDelay(
      errors::Error(absl::StatusCode::kResourceExhausted, "OVERLOADED", "too many calls wait for a worker"),
      kOverloadRetryDelay);
}

absl::Status ShuttingDown() {
  return errors::WithRetryDelay(
      errors::Error(absl::StatusCode::kUnavailable, "SHUTTING_DOWN", "the service is shutting down; ask another"),
      kShutdownRetryDelay);
}

}  // namespace dateline::rpc
