// What an operator sees of the ingest service, beside its calls.
#ifndef DATELINE_INGEST_SERVICE_INGEST_METRICS_H_
#define DATELINE_INGEST_SERVICE_INGEST_METRICS_H_

#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/rpc/article_intake.h"
#include "platform/telemetry/metrics.h"
#include "platform/threading/worker_pool.h"

namespace dateline::ingest {

// `reader`, with the time of each of its stages measured. `metrics` must outlive the result.
ingest_rpc::ArticleReader MeasureStages(ingest_rpc::ArticleReader reader, telemetry::Metrics& metrics);

// The log's head and size, SQLite's memory, and how many wait in the queues. All must outlive the readings of
// `metrics`.
void AddIngestMetrics(fact_log::FactLog& log, const threading::WorkerPool& article_workers,
                      const threading::WorkerPool& feed_workers, telemetry::Metrics& metrics);

}  // namespace dateline::ingest

#endif  // DATELINE_INGEST_SERVICE_INGEST_METRICS_H_
