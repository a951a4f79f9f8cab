#include "platform/rpc/method_metrics.h"

#include "gmock/gmock.h"

namespace dateline::rpc {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(MethodMetrics, CountsCodesFromZeroOn) {
  telemetry::Metrics metrics;
  MethodMetrics method(metrics, "/a.S/Get");
  method.Note(grpc::StatusCode::OK, absl::Milliseconds(20), false);
  method.Note(grpc::StatusCode::OK, absl::Milliseconds(20), false);
  method.Note(static_cast<grpc::StatusCode>(99), absl::Milliseconds(20), true);
  EXPECT_THAT(metrics.Text(),
              AllOf(HasSubstr("dateline_rpc_own_faults_total{method=\"/a.S/Get\"} 1"),
                    HasSubstr("dateline_rpc_calls_total{code=\"OK\",method=\"/a.S/Get\"} 2"),
                    HasSubstr("dateline_rpc_calls_total{code=\"UNKNOWN\",method=\"/a.S/Get\"} 1"),
                    HasSubstr("dateline_rpc_calls_total{code=\"UNAUTHENTICATED\",method=\"/a.S/Get\"} 0"),
                    HasSubstr("dateline_rpc_duration_seconds_bucket{method=\"/a.S/Get\",le=\"0.025\"} 3")));
}

}  // namespace
}  // namespace dateline::rpc
