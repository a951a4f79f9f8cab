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

// The changes that follow a cursor.
struct Batch {
  std::vector<fact_log::StoredChange> changes;  // dense by offset; empty: there is none
  Cursor cursor;                                // after the last of them
  fact_log::FeedHead head;                      // the newest durable state when the batch was read

  bool ReachesHead() const { return cursor.offset == head.offset; }
};

struct BatchLimits {
  int max_changes = 500;
  int64_t max_bytes = 1 << 20;  // of changes; one is given even if it is larger
};

// Thread safety: any thread. Reads go to the disk.
class Feed {
 public:
  // `log` must outlive it.
  explicit Feed(fact_log::SqliteFactLog& log) : log_(log) {}

  // The cursor of a token; the empty token is the feed's beginning. INVALID_ARGUMENT (CURSOR_INVALID), ABORTED
  // (FEED_DIVERGED): it is of another history; OUT_OF_RANGE (OFFSET_COMPACTED): what follows it is no longer kept.
  absl::StatusOr<Cursor> Resume(absl::string_view token) const;

  // The next changes after `cursor`. REQUIRES: it comes from Resume or a Batch.
  absl::StatusOr<Batch> Read(const Cursor& cursor, const BatchLimits& limits) const;

  fact_log::FeedHead Head() const { return log_.Head(); }

 private:
  absl::Status CheckChain(const Cursor& cursor, const fact_log::FeedHead& head) const;

  fact_log::SqliteFactLog& log_;
};

// Before the first change that `head`'s feed still keeps.
Cursor EarliestCursor(const fact_log::FeedHead& head);
// After the newest change.
Cursor HeadCursor(const fact_log::FeedHead& head);

}  // namespace dateline::feed

#endif  // DATELINE_INGEST_SERVICE_FEED_FEED_H_
