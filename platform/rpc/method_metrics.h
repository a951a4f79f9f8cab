// Rate, errors and duration of a method's calls.
#ifndef DATELINE_PLATFORM_RPC_METHOD_METRICS_H_
#define DATELINE_PLATFORM_RPC_METHOD_METRICS_H_

#include <array>
#include <string>

#include "absl/time/time.h"
#include "grpcpp/support/status.h"
#include "platform/telemetry/metrics.h"

namespace dateline::rpc {

// "NOT_FOUND"
std::string CodeName(grpc::StatusCode code);

// Thread safety: any thread.
class MethodMetrics {
 public:
  // `path` is "/package.Service/Method". `metrics` must outlive this.
  MethodMetrics(telemetry::Metrics& metrics, const std::string& path);

  // A call has ended with `code`; `is_own_fault`: by no fault of its caller, and not because the service begins or
  // ends.
  void Note(grpc::StatusCode code, absl::Duration duration, bool is_own_fault);

 private:
  static constexpr int kCodes = static_cast<int>(grpc::StatusCode::UNAUTHENTICATED) + 1;

  std::array<telemetry::Counter*, kCodes> calls_;
  telemetry::Counter& own_faults_;
  telemetry::Histogram& seconds_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_METHOD_METRICS_H_
