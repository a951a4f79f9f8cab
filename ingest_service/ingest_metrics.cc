#include "ingest_service/ingest_metrics.h"

#include <utility>

#include "platform/sqlite/memory.h"

namespace dateline::ingest {

ingest_rpc::ArticleReader MeasureStages(ingest_rpc::ArticleReader reader, telemetry::Metrics& metrics) {
  return [reader = std::move(reader), &metrics](const v1::Article& article) {
    absl::StatusOr<pipeline::Reading> reading = reader(article);
    if (!reading.ok()) return reading;
    for (const pipeline::StageTime& time : reading->times) {
      metrics
          .GetHistogram("dateline_extraction_stage_seconds", "Time that a stage took of reading an article.",
                        {{"stage", time.stage}}, telemetry::SecondsBounds())
          .Observe(absl::ToDoubleSeconds(time.duration));
    }
    return reading;
  };
}

void AddIngestMetrics(fact_log::FactLog& log, const threading::WorkerPool& article_workers,
                      const threading::WorkerPool& feed_workers, telemetry::Metrics& metrics) {
  constexpr char kQueue[] = "dateline_queue_waiting";
  constexpr char kQueueHelp[] = "What waits for a thread.";
  metrics.ReadGauge(kQueue, kQueueHelp, {{"queue", "articles"}}, [&] { return article_workers.waiting(); });
  metrics.ReadGauge(kQueue, kQueueHelp, {{"queue", "feed"}}, [&] { return feed_workers.waiting(); });
  metrics.ReadGauge(kQueue, kQueueHelp, {{"queue", "commits"}}, [&log] { return log.queue().writes; });
  metrics.ReadGauge("dateline_commit_lag_seconds",
                    "How long the first of the writes that wait for a commit has waited.", {},
                    [&log] { return absl::ToDoubleSeconds(log.queue().wait); });
  metrics.ReadCounter("dateline_feed_head_offset", "Changes that the feed has had.", {},
                      [&log] { return static_cast<double>(log.Head().offset); });
  metrics.ReadGauge("dateline_feed_head_commit_time_seconds", "When the newest change was made, since 1970.", {},
                    [&log] { return absl::ToDoubleSeconds(log.Head().commit_time - absl::UnixEpoch()); });
  metrics.ReadGauge("dateline_store_bytes", "What the store takes on the disk.", {},
                    [&log] { return static_cast<double>(log.StoreBytes()); });
  metrics.ReadGauge("dateline_sqlite_memory_bytes", "Memory that SQLite takes.", {},
                    [] { return static_cast<double>(sqlite::MemoryBytes()); });
}

}  // namespace dateline::ingest
