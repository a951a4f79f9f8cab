#include "ingest_service/ingest_metrics.h"

#include "absl/time/clock.h"
#include "tests/testing/line_reader.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::ingest {
namespace {

using ::dateline::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(MeasureStages, CountsEachStageOfWhatIsRead) {
  telemetry::Metrics metrics;
  const ingest_rpc::ArticleReader reader = MeasureStages(
      [](const v1::Article&) {
        pipeline::Reading reading;
        reading.times = {{"text", absl::Milliseconds(3)}, {"language", absl::Milliseconds(40)}};
        return reading;
      },
      metrics);
  ASSERT_THAT(reader(v1::Article()), IsOk());
  ASSERT_THAT(reader(v1::Article()), IsOk());
  EXPECT_THAT(metrics.Text(), AllOf(HasSubstr("dateline_extraction_stage_seconds_count{stage=\"text\"} 2"),
                                    HasSubstr("dateline_extraction_stage_seconds_sum{stage=\"language\"} 0.08")));
}

TEST(MeasureStages, HandsErrorsOn) {
  telemetry::Metrics metrics;
  const auto refuse = [](const v1::Article&) -> absl::StatusOr<pipeline::Reading> {
    return absl::InvalidArgumentError("no text");
  };
  EXPECT_FALSE(MeasureStages(refuse, metrics)(v1::Article()).ok());
  EXPECT_EQ(metrics.Text().find("stage"), std::string::npos);
}

TEST(AddIngestMetrics, ReadsTheLog) {
  const testing::TemporaryDirectory directory;
  const auto log = fact_log::FactLog::Open(directory.File("log"), {}, [](const fact_log::FeedHead&) {});
  ASSERT_THAT(log, IsOk());
  threading::WorkerPool workers(1, 1);
  telemetry::Metrics metrics;
  AddIngestMetrics(**log, workers, workers, metrics);
  EXPECT_THAT(metrics.Text(),
              AllOf(HasSubstr("dateline_feed_head_offset 0"), HasSubstr("dateline_store_bytes "),
                    HasSubstr("dateline_queue_waiting{queue=\"feed\"} 0"), HasSubstr("dateline_commit_lag_seconds 0")));
}

TEST(AddIngestMetrics, TellsHowLongWritesWait) {
  const testing::TemporaryDirectory directory;
  fact_log::CommitOptions options;
  options.group_window = absl::Hours(1);  // or until the log ends
  const auto log = fact_log::FactLog::Open(directory.File("log"), options, [](const fact_log::FeedHead&) {});
  ASSERT_THAT(log, IsOk());
  threading::WorkerPool workers(1, 1);
  telemetry::Metrics metrics;
  AddIngestMetrics(**log, workers, workers, metrics);
  (*log)->Compact({}, [](const absl::StatusOr<fact_log::Compacted>&) {});
  absl::SleepFor(absl::Milliseconds(2));
  EXPECT_THAT(metrics.Text(),
              AllOf(HasSubstr("dateline_queue_waiting{queue=\"commits\"} 1"), HasSubstr("dateline_commit_lag_seconds "),
                    Not(HasSubstr("dateline_commit_lag_seconds 0\n")), HasSubstr("dateline_sqlite_memory_bytes "),
                    Not(HasSubstr("dateline_sqlite_memory_bytes 0\n"))));
}

}  // namespace
}  // namespace dateline::ingest
