#include "platform/telemetry/metrics.h"

#include <algorithm>

#include "gmock/gmock.h"

namespace dateline::telemetry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Metrics, CountsByLabels) {
  Metrics metrics;
  metrics.GetCounter("calls_total", "Calls.", {{"code", "OK"}}).Increment();
  metrics.GetCounter("calls_total", "Calls.", {{"code", "OK"}}).Increment();
  metrics.GetCounter("calls_total", "Calls.", {{"code", "INTERNAL"}}).Increment();
  EXPECT_THAT(metrics.Text(),
              AllOf(HasSubstr("calls_total{code=\"OK\"} 2"), HasSubstr("calls_total{code=\"INTERNAL\"} 1"),
                    HasSubstr("# HELP calls_total Calls.")));
}

TEST(Metrics, SortsDurationsIntoBuckets) {
  Metrics metrics;
  metrics.GetHistogram("wait_seconds", "Waits.", {}, {0.1, 1}).Observe(0.5);
  EXPECT_THAT(metrics.Text(), AllOf(HasSubstr("wait_seconds_bucket{le=\"0.1\"} 0"),
                                    HasSubstr("wait_seconds_bucket{le=\"1\"} 1"), HasSubstr("wait_seconds_count 1")));
}

TEST(Metrics, AsksForGaugesAtEachScrape) {
  Metrics metrics;
  int depth = 3;
  metrics.ReadGauge("queue_depth", "Depth.", {{"queue", "a"}}, [&depth] { return depth; });
  metrics.ReadGauge("queue_depth", "Depth.", {{"queue", "b"}}, [] { return 9; });
  EXPECT_THAT(metrics.Text(), HasSubstr("queue_depth{queue=\"a\"} 3"));
  depth = 4;
  EXPECT_THAT(metrics.Text(), AllOf(HasSubstr("queue_depth{queue=\"a\"} 4"), HasSubstr("queue_depth{queue=\"b\"} 9")));
}

TEST(Metrics, StopsReadingWhenTold) {
  Metrics metrics;
  metrics.ReadCounter("reads_total", "Reads.", {}, [] { return 1; });
  EXPECT_THAT(metrics.Text(), HasSubstr("# TYPE reads_total counter"));
  metrics.StopReading();
  EXPECT_THAT(metrics.Text(), Not(HasSubstr("reads_total")));
}

TEST(SecondsBounds, Ascend) { EXPECT_TRUE(std::is_sorted(SecondsBounds().begin(), SecondsBounds().end())); }

}  // namespace
}  // namespace dateline::telemetry
