#include "query_service/query_metrics.h"

#include "absl/time/clock.h"
#include "gmock/gmock.h"

namespace dateline::query_service {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

TEST(AddQueryMetrics, TellsHowFarTheIndexIs) {
  answers::FreshnessGate gate(1);
  index::PublishedIndex published;
  index::IndexReader reader({"nowhere"}, published);
  answers::Corroboration corroboration(reader, 1);
  watches::WatchHub watches(reader, corroboration, 1);
  rpc::FeedHealth health(
      100, gate, watches, [](bool) {}, [](absl::string_view) {});
  threading::WorkerPool workers(1, 1);
  telemetry::Metrics metrics;
  AddQueryMetrics(health, watches, workers, reader, metrics);
  EXPECT_THAT(metrics.Text(), AllOf(HasSubstr("dateline_feed_connected 0"), HasSubstr("dateline_watches 0")));
  feed_client::FeedStatus status;
  status.connected = true;
  status.head_offset = 12;
  status.applied_offset = 9;
  health.OnStatus(status);
  EXPECT_THAT(metrics.Text(),
              AllOf(HasSubstr("dateline_feed_connected 1"), HasSubstr("dateline_index_lag_changes 3"),
                    HasSubstr("dateline_index_applied_offset 9"), HasSubstr("dateline_feed_stopped 0")));
  status.missing_since = absl::Now() - absl::Hours(1);
  health.OnStatus(status);
  EXPECT_THAT(metrics.Text(), ContainsRegex("dateline_index_lag_seconds 36[0-9][0-9]"));
  status.applied_offset = 12;
  health.OnStatus(status);
  EXPECT_THAT(metrics.Text(), HasSubstr("dateline_index_lag_seconds 0"));
}

}  // namespace
}  // namespace dateline::query_service
