// Where the feed of a log begins and ends, and who may write it.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_FEED_HEAD_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_FEED_HEAD_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

// A state of the feed. Invariant: 1 <= low_offset <= offset + 1.
struct FeedHead {
  std::string feed_id;         // drawn when the store was made
  int64_t epoch = 0;           // grows each time that a process opens the store for writing
  int64_t offset = 0;          // of the newest change; 0: none
  uint32_t chain_crc = 0;      // of the newest change
  absl::Time commit_time;      // of the newest change; the Unix epoch: none
  int64_t low_offset = 1;      // the first change still kept
  uint32_t low_chain_crc = 0;  // of the change before it
};

// Takes the feed over, in a transaction of its own: makes it in a new store, else begins its next epoch. Of PostgreSQL
// other processes go on writing it.
absl::StatusOr<FeedHead> TakeOver(store::Database& database);

// The stored head. DATA_LOSS (STORE_DAMAGED): there is none.
absl::StatusOr<FeedHead> ReadHead(store::Database& database);

// The same, after waiting for whoever is about to move it; nobody else does until the caller's transaction ends.
absl::StatusOr<FeedHead> LockHead(store::Database& database);

// Moves the stored head from `before` to `after`, inside the caller's transaction. ABORTED (FENCED): the stored head is
// not `before`, because another process has moved it.
absl::Status MoveHead(store::Database& database, const FeedHead& before, const FeedHead& after);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_FEED_HEAD_H_
