// Calls that are not answered.
#ifndef DATELINE_QUERY_SERVICE_RPC_REFUSALS_H_
#define DATELINE_QUERY_SERVICE_RPC_REFUSALS_H_

#include "absl/status/status.h"

namespace dateline::rpc {

// RESOURCE_EXHAUSTED (OVERLOADED), with when to try again.
absl::Status Overloaded();
// UNAVAILABLE (SHUTTING_DOWN), with when to try again.
absl::Status ShuttingDown();

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_REFUSALS_H_
