// absl::Status <-> grpc::Status. Payloads travel as the details of a google.rpc.Status (`grpc-status-details-bin`).
#ifndef DATELINE_PLATFORM_RPC_STATUS_CONVERSION_H_
#define DATELINE_PLATFORM_RPC_STATUS_CONVERSION_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace dateline::rpc {

// Every error gets an ErrorInfo: one without a reason has its code's name as reason ("INTERNAL").
grpc::Status ToGrpcStatus(const absl::Status& status);

// For clients: the way back, details included.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_STATUS_CONVERSION_H_
