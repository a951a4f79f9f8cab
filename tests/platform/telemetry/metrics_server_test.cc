#include "platform/telemetry/metrics_server.h"

#include "tests/testing/http_get.h"
#include "tests/testing/status_matchers.h"

namespace dateline::telemetry {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(MetricsServer, ServesWhatIsCounted) {
  Metrics metrics;
  metrics.GetCounter("calls_total", "Calls.").Increment(7);
  const auto server = MetricsServer::Start("127.0.0.1:0", metrics);
  ASSERT_THAT(server, IsOk());
  EXPECT_THAT(testing::HttpGet((*server)->address(), "/metrics"), HasSubstr("\ncalls_total 7"));
}

TEST(MetricsServer, SaysThatAnAddressIsTaken) {
  Metrics metrics;
  const auto first = MetricsServer::Start("127.0.0.1:0", metrics);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(MetricsServer::Start((*first)->address(), metrics),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr((*first)->address())));
}

}  // namespace
}  // namespace dateline::telemetry
