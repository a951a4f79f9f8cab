#include "platform/rpc/method_metrics.h"

#include "absl/status/status.h"

namespace dateline::rpc {

std::string CodeName(grpc::StatusCode code) { return absl::StatusCodeToString(static_cast<absl::StatusCode>(code)); }

MethodMetrics::MethodMetrics(telemetry::Metrics& metrics, const std::string& path)
    : own_faults_(metrics.GetCounter("dateline_rpc_own_faults_total", "Calls that failed by the service's own fault.",
                                     {{"method", path}})),
      seconds_(metrics.GetHistogram("dateline_rpc_duration_seconds", "Time from a call's coming to its end.",
                                    {{"method", path}}, telemetry::SecondsBounds())) {
  for (int code = 0; code < kCodes; ++code) {
    calls_[code] = &metrics.GetCounter("dateline_rpc_calls_total", "Calls that have ended.",
                                       {{"method", path}, {"code", CodeName(static_cast<grpc::StatusCode>(code))}});
  }
}

void MethodMetrics::Note(grpc::StatusCode code, absl::Duration duration, bool is_own_fault) {
  const bool is_known = code >= 0 && code < kCodes;
  calls_[is_known ? code : grpc::StatusCode::UNKNOWN]->Increment();
  if (is_own_fault) own_faults_.Increment();
  seconds_.Observe(absl::ToDoubleSeconds(duration));
}

}  // namespace dateline::rpc
