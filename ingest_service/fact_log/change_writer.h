// Adds changes to the feed inside one transaction.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_CHANGE_WRITER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_CHANGE_WRITER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/feed_head.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

// What a change below low_offset that does not say what holds must be, to be deleted: an erasure needs to know who was
// ever merged into whom.
inline constexpr char kOutdatedChange[] = "kind <> 4";
static_assert(v1::Change::kEntityMerged == 4);

// Lives as long as the transaction that its caller has begun. Not thread safe.
class ChangeWriter {
 public:
  // `before` is the stored head; changes are committed at `now`, or, where the clock went back, just after the
  // head: no two transactions have one commit time.
  ChangeWriter(store::Database& database, const FeedHead& before, absl::Time now);

  // Appends one change; the offset it got.
  absl::StatusOr<int64_t> Add(v1::Change::KindCase kind, absl::string_view key, absl::string_view payload);

  // The change whose offset `select` finds by `name` is to say no longer what is: it is deleted if it is kept for that
  // alone (kOutdatedChange).
  absl::Status Retire(absl::string_view select, absl::string_view name);
  // The same of the change at `offset`.
  absl::Status Retire(int64_t offset);

  // Lets the feed begin with the change after `offset`, whose chain_crc is given. Deletes nothing.
  void BeginFeedAfter(int64_t offset, uint32_t chain_crc);

  // Stores the head; last in the transaction. ABORTED (FENCED): another process has moved it.
  absl::Status StoreHead() const { return MoveHead(database_, before_, head_); }

  store::Database& database() const { return database_; }
  const FeedHead& head() const { return head_; }

 private:
  store::Database& database_;
  const FeedHead before_;
  const absl::Time commit_time_;
  FeedHead head_;
};

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_CHANGE_WRITER_H_
