// Drops changes from the beginning of the feed.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_COMPACTION_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_COMPACTION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ingest_service/fact_log/change_writer.h"
#include "ingest_service/fact_log/consumers.h"

namespace dateline::fact_log {

// Changes that were committed before `committed_before`, and the oldest ones until `excess_bytes` are gone.
struct Surplus {
  absl::Time committed_before = absl::InfinitePast();
  int64_t excess_bytes = 0;
};

// What may go: of what every consumer whose lease runs has acknowledged, `surplus`; of what one has not,
// `leased_surplus`. Never the last transaction.
struct CompactionOrder {
  Surplus surplus = {};
  Surplus leased_surplus = {};
  ConsumerLease lease;
  int max_changes = 1000;  // in one transaction
  // Where the feed began when the surplus was counted; if another process has compacted it since, nothing may go. 0:
  // wherever it begins.
  int64_t low_offset = 0;
};

struct Compacted {
  int64_t changes = 0;
  int64_t bytes = 0;       // of payloads
  int64_t low_offset = 0;  // where the feed begins now
};

// Moves low_offset forward, and deletes the changes below it that are outdated: an article, a fact or an entity that is
// stored keeps the change that last wrote it. The returned status is the store's.
absl::Status Compact(const CompactionOrder& order, ChangeWriter& writer, absl::StatusOr<Compacted>& result);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_COMPACTION_H_
