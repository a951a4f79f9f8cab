#include "ingest_service/fact_log/commit_outcome.h"

#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {
namespace {

bool IsSamePlace(const FeedHead& one, const FeedHead& other) {
  return one.offset == other.offset && one.chain_crc == other.chain_crc && one.low_offset == other.low_offset;
}

// Others went on from where they found the feed.
absl::StatusOr<CommitOutcome> FindInFeed(store::Database& database, const FeedHead& stored, const FeedHead& after) {
  if (after.offset < stored.low_offset) return CommitOutcome::kUnknowable;
  auto outcome = CommitOutcome::kNotCommitted;
  const absl::Status read = ForEachRow(database, "SELECT chain_crc FROM feed_log WHERE feed_offset = ?", {after.offset},
                                       [&](const store::Statement& row) {
                                         if (row.Integer(0) == int64_t{after.chain_crc})
                                           outcome = CommitOutcome::kCommitted;
                                         return absl::OkStatus();
                                       });
  if (!read.ok()) return read;
  return outcome;
}

}  // namespace

absl::StatusOr<CommitOutcome> FindOutcome(store::Database& database, const FeedHead& before, const FeedHead& after) {
  const auto transaction = store::Transaction::BeginWrite(database);
  if (!transaction.ok()) return transaction.status();
  // Whoever moves the head locks its row until the end. Not as LockHead does: tests tell the two apart.
  const auto locked = RunCounting(database, "UPDATE feed_head SET epoch = epoch", {});
  if (!locked.ok()) return locked.status();
  const absl::StatusOr<FeedHead> stored = ReadHead(database);
  if (!stored.ok()) return stored.status();
  if (IsSamePlace(before, after)) return CommitOutcome::kUnknowable;
  if (IsSamePlace(*stored, after)) return CommitOutcome::kCommitted;
  if (before.offset < after.offset) return FindInFeed(database, *stored, after);
  return stored->low_offset < after.low_offset ? CommitOutcome::kNotCommitted : CommitOutcome::kUnknowable;
}

}  // namespace dateline::fact_log
