#include "query_service/query_metrics.h"

#include <algorithm>

#include "absl/time/clock.h"
#include "platform/sqlite/memory.h"

namespace dateline::query_service {

void AddQueryMetrics(const rpc::FeedHealth& health, const watches::WatchHub& watches,
                     const threading::WorkerPool& workers, const index::IndexReader& index,
                     telemetry::Metrics& metrics) {
  metrics.ReadGauge("dateline_index_lag_seconds", "How old what the index lacks of the feed is; unknown: since 1970.",
                    {}, [&health] {
                      const absl::Time now = absl::Now();
                      return absl::ToDoubleSeconds(health.Lag(now, std::nullopt).value_or(now - absl::UnixEpoch()));
                    });
  metrics.ReadGauge("dateline_index_lag_changes", "Changes of the feed that the index lacks.", {}, [&health] {
    const feed_client::FeedStatus status = health.status();
    return static_cast<double>(std::max<int64_t>(0, status.head_offset - status.applied_offset));
  });
  metrics.ReadCounter("dateline_index_applied_offset", "The newest change in the index.", {},
                      [&health] { return static_cast<double>(health.status().applied_offset); });
  metrics.ReadGauge("dateline_feed_connected", "1: the feed is being read.", {},
                    [&health] { return health.status().connected ? 1 : 0; });
  metrics.ReadGauge("dateline_feed_stopped", "1: the feed is followed no further; the log says why.", {},
                    [&health] { return health.status().stopped.ok() ? 0 : 1; });
  metrics.ReadGauge("dateline_watches", "Watches under way.", {},
                    [&watches] { return static_cast<double>(watches.watch_count()); });
  metrics.ReadGauge("dateline_queue_waiting", "What waits for a thread.", {{"queue", "reads"}},
                    [&workers] { return workers.waiting(); });
  metrics.ReadGauge("dateline_store_bytes", "What the store takes on the disk.", {},
                    [&index] { return static_cast<double>(index.StoreBytes()); });
  metrics.ReadGauge("dateline_sqlite_memory_bytes", "Memory that SQLite takes.", {},
                    [] { return static_cast<double>(sqlite::MemoryBytes()); });
}

}  // namespace dateline::query_service
