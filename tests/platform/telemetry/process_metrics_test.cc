#include "platform/telemetry/process_metrics.h"

#include "gmock/gmock.h"

namespace dateline::telemetry {
namespace {

using ::testing::ContainsRegex;

TEST(AddProcessMetrics, MeasuresThisProcess) {
  Metrics metrics;
  AddProcessMetrics(metrics);
  const std::string text = metrics.Text();
  for (const char* name :
       {"process_resident_memory_bytes", "dateline_anonymous_memory_bytes", "process_cpu_seconds_total",
        "process_open_fds", "process_max_fds", "process_start_time_seconds"}) {
    EXPECT_THAT(text, ContainsRegex(std::string("\n") + name + " [0-9.]*[1-9]")) << name;
  }
}

}  // namespace
}  // namespace dateline::telemetry
