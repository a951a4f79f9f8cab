// What holds now, item by item.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_SNAPSHOT_READER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_SNAPSHOT_READER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/feed_head.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

// An article, an entity or a fact. Items are ordered by kind, then by name.
struct ItemKey {
  v1::SnapshotRecord::ItemCase kind = v1::SnapshotRecord::ITEM_NOT_SET;  // not set: before all
  std::string name;
};

ItemKey KeyOf(const v1::SnapshotRecord& record);

// Items that follow one another, and the head at the moment when they were read.
struct SnapshotPart {
  std::vector<v1::SnapshotRecord> records;
  bool is_last = false;
  FeedHead head;
};

// The items after `after`, at most `max_items` (positive); the one that reaches `max_bytes` of changes is the last, so
// one is always read. In a read transaction of its own.
absl::StatusOr<SnapshotPart> ReadSnapshotPart(store::Database& database, const ItemKey& after, int max_items,
                                              int64_t max_bytes);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_SNAPSHOT_READER_H_
