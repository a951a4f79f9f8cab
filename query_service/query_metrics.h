// What an operator sees of the query service, beside its calls.
#ifndef DATELINE_QUERY_SERVICE_QUERY_METRICS_H_
#define DATELINE_QUERY_SERVICE_QUERY_METRICS_H_

#include "platform/telemetry/metrics.h"
#include "platform/threading/worker_pool.h"
#include "query_service/index/index_reader.h"
#include "query_service/rpc/feed_health.h"
#include "query_service/watches/watch_hub.h"

namespace dateline::query_service {

// How far the index is behind the feed, its size, watches, SQLite's memory, and how many wait for a thread. All must
// outlive the readings of `metrics`.
void AddQueryMetrics(const rpc::FeedHealth& health, const watches::WatchHub& watches,
                     const threading::WorkerPool& workers, const index::IndexReader& index,
                     telemetry::Metrics& metrics);

}  // namespace dateline::query_service

#endif  // DATELINE_QUERY_SERVICE_QUERY_METRICS_H_
