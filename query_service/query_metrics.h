// What an operator sees of the query service, beside its calls.
#ifndef DATELINE_QUERY_SERVICE_QUERY_METRICS_H_
#define DATELINE_QUERY_SERVICE_QUERY_METRICS_H_

#include <string>

#include "platform/telemetry/metrics.h"
#include "platform/threading/worker_pool.h"
#include "query_service/rpc/feed_health.h"
#include "query_service/watches/watch_hub.h"

namespace dateline::query_service {

// How far the index is behind the feed, its size, watches, SQLite's memory, and how many wait for a thread. All must
// outlive the readings of `metrics`.
void AddQueryMetrics(const rpc::FeedHealth& health, const watches::WatchHub& watches,
                     const threading::WorkerPool& workers, const std::string& store_path, telemetry::Metrics& metrics);

}  // namespace dateline::query_service

#endif  // DATELINE_QUERY_SERVICE_QUERY_METRICS_H_
