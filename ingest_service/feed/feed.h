// The log as batches of changes after a cursor.
#ifndef DATELINE_INGEST_SERVICE_FEED_FEED_H_
#define DATELINE_INGEST_SERVICE_FEED_FEED_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/feed/cursor.h"

namespace dateline::feed {

// What follows a cursor: the next part of a snapshot, or the next changes.
struct Batch {
  std::vector<v1::SnapshotRecord> items;
  bool ends_snapshot = false;                   // `items` are the last
  std::vector<fact_log::StoredChange> changes;  // dense by offset
  Cursor cursor;                                // after the last of them
  fact_log::FeedHead head;                      // the newest durable state when the batch was read

  bool IsEmpty() const { return items.empty() && !ends_snapshot && changes.empty(); }
  // Whoever has followed the feed up to the cursor has the newest state.
  bool ReachesHead() const { return cursor.offset == head.offset && !cursor.snapshot.has_value(); }
};

struct BatchLimits {
  int max_changes = 500;        // or items
  int64_t max_bytes = 1 << 20;  // of changes or items; one is given even if it is larger
};

// Thread safety: any thread. Reads go to the disk.
class Feed {
 public:
  // `log` must outlive it.
  explicit Feed(fact_log::FactLog& log) : log_(log) {}

  // The cursor of a token; the empty token is the feed's beginning, or the beginning of a snapshot where `snapshot`
  // asks for one. INVALID_ARGUMENT (CURSOR_INVALID), ABORTED (FEED_DIVERGED): it is of another history; OUT_OF_RANGE
  // (OFFSET_COMPACTED): what follows it is no longer kept.
  absl::StatusOr<Cursor> Resume(absl::string_view token, bool snapshot = false) const;

  // What follows `cursor`; OUT_OF_RANGE (OFFSET_COMPACTED), ABORTED (FEED_DIVERGED): the store has lost what it had
  // committed. REQUIRES: it comes from Resume or a Batch.
  absl::StatusOr<Batch> Read(const Cursor& cursor, const BatchLimits& limits) const;

  fact_log::FeedHead Head() const { return log_.Head(); }

 private:
  absl::Status CheckHead(const Cursor& cursor, const fact_log::FeedHead& head) const;
  absl::Status CheckPlace(int64_t offset, uint32_t chain_crc, const fact_log::FeedHead& head) const;
  absl::StatusOr<Batch> ReadItems(const Cursor& cursor, const BatchLimits& limits) const;

  fact_log::FactLog& log_;
};

// Before the first change that `head`'s feed still keeps.
Cursor EarliestCursor(const fact_log::FeedHead& head);
// After the newest change.
Cursor HeadCursor(const fact_log::FeedHead& head);

}  // namespace dateline::feed

#endif  // DATELINE_INGEST_SERVICE_FEED_FEED_H_
