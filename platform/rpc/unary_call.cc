#include "platform/rpc/unary_call.h"

#include "platform/errors/errors.h"

namespace dateline::rpc {

absl::Status Overloaded() {
  return errors::WithRetryDelay(
      errors::Error(absl::StatusCode::kResourceExhausted, "OVERLOADED", "too many calls wait for a worker"),
      absl::Milliseconds(100));
}

}  // namespace dateline::rpc
