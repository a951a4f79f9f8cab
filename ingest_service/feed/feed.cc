#include "ingest_service/feed/feed.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "dateline/v1/error_reason.pb.h"
#include "ingest_service/fact_log/change_chain.h"
#include "ingest_service/fact_log/refusal.h"

namespace dateline::feed {
namespace {

absl::Status Diverged(absl::string_view how) {
  return fact_log::Refusal(absl::StatusCode::kAborted, v1::ERROR_REASON_FEED_DIVERGED,
                           absl::StrCat("the cursor ", how, "; rebuild from the beginning of the feed"));
}

absl::Status Compacted(const fact_log::FeedHead& head) {
  return fact_log::Refusal(absl::StatusCode::kOutOfRange, v1::ERROR_REASON_OFFSET_COMPACTED,
                           absl::StrCat("the feed keeps changes from offset ", head.low_offset, " on"),
                           {{"earliest_cursor", EncodeCursor(EarliestCursor(head))}});
}

// Beyond the newest item of a snapshot, its cursor is like any other.
void ForgetWholeSnapshot(Cursor& cursor) {
  if (cursor.snapshot.has_value() && cursor.snapshot->is_read && cursor.offset >= cursor.snapshot->head_offset) {
    cursor.snapshot.reset();
  }
}

// Leaves away the beginning of a transaction whose end was not read, unless it is all there is: what follows a batch is
// then, as a rule, another transaction.
void EndWithTransaction(int64_t head_offset, std::vector<fact_log::StoredChange>& changes) {
  if (changes.back().offset == head_offset) return;
  const absl::Time last = changes.back().commit_time;
  if (changes.front().commit_time == last) return;
  while (changes.back().commit_time == last) changes.pop_back();
}

}  // namespace

absl::StatusOr<Cursor> Feed::Resume(absl::string_view token, bool snapshot) const {
  // A follower may have read changes that the log has not yet announced.
  const absl::StatusOr<fact_log::FeedHead> stored = log_.reader().ReadHead();
  if (!stored.ok()) return stored.status();
  const fact_log::FeedHead& head = *stored;
  if (token.empty() && snapshot) {
    Cursor cursor = HeadCursor(head);
    cursor.snapshot.emplace();
    return cursor;
  }
  if (token.empty() && head.low_offset > 1) return Compacted(head);
  if (token.empty()) return EarliestCursor(head);
  absl::StatusOr<Cursor> cursor = DecodeCursor(token);
  if (!cursor.ok()) return cursor.status();
  if (cursor->feed_id != head.feed_id) return Diverged("is of another feed");
  if (cursor->epoch > head.epoch) return Diverged("is of a later epoch");
  absl::Status checked = CheckPlace(cursor->offset, cursor->chain_crc, head);
  if (checked.ok() && cursor->snapshot.has_value()) {
    checked = CheckPlace(cursor->snapshot->head_offset, cursor->snapshot->head_chain_crc, head);
  }
  if (!checked.ok()) return checked;
  cursor->epoch = head.epoch;
  return cursor;
}

// Is the change of the feed's history, and does the feed keep what follows it?
absl::Status Feed::CheckPlace(int64_t offset, uint32_t chain_crc, const fact_log::FeedHead& head) const {
  if (offset > head.offset) return Diverged(absl::StrCat("is ahead of the feed's head ", head.offset));
  if (offset < head.low_offset - 1) return Compacted(head);
  std::optional<uint32_t> known = head.low_chain_crc;
  if (offset >= head.low_offset) {
    const auto stored = log_.reader().ReadChainCrc(offset);
    if (!stored.ok()) return stored.status();
    // It was dropped just now.
    if (!stored->has_value()) return Compacted(log_.Head());
    known = *stored;
  }
  return known == chain_crc ? absl::OkStatus() : Diverged("is of another history");
}

// Is the head, which is not beyond the cursor, of its history?
absl::Status Feed::CheckHead(const Cursor& cursor, const fact_log::FeedHead& head) const {
  if (head.offset == cursor.offset) {
    return head.chain_crc == cursor.chain_crc ? absl::OkStatus() : Diverged("is of another history");
  }
  // This process has not heard yet of what the follower has from another, or it is lost.
  const absl::StatusOr<fact_log::FeedHead> stored = log_.reader().ReadHead();
  return stored.ok() ? CheckPlace(cursor.offset, cursor.chain_crc, *stored) : stored.status();
}

absl::StatusOr<Batch> Feed::Read(const Cursor& cursor, const BatchLimits& limits) const {
  if (cursor.snapshot.has_value() && !cursor.snapshot->is_read) return ReadItems(cursor, limits);
  Batch batch;
  batch.head = log_.Head();
  batch.cursor = cursor;
  batch.cursor.epoch = batch.head.epoch;
  if (batch.head.offset <= cursor.offset) {
    if (absl::Status right = CheckHead(cursor, batch.head); !right.ok()) return right;
    return batch;
  }
  if (cursor.offset < batch.head.low_offset - 1) return Compacted(batch.head);
  auto changes = log_.reader().ReadChanges(
      cursor.offset,
      {.last_offset = batch.head.offset, .max_changes = limits.max_changes, .max_bytes = limits.max_bytes});
  if (!changes.ok()) return changes.status();
  if (changes->empty()) return Compacted(log_.Head());
  const fact_log::StoredChange& first = changes->front();
  if (fact_log::NextChainCrc(cursor.chain_crc, first.offset, first.payload) != first.chain_crc) {
    // It was redacted, or the feed has another history now.
    if (absl::Status right = CheckPlace(cursor.offset, cursor.chain_crc, batch.head); !right.ok()) return right;
  }
  batch.changes = *std::move(changes);
  EndWithTransaction(batch.head.offset, batch.changes);
  batch.cursor.offset = batch.changes.back().offset;
  batch.cursor.chain_crc = batch.changes.back().chain_crc;
  ForgetWholeSnapshot(batch.cursor);
  return batch;
}

absl::StatusOr<Batch> Feed::ReadItems(const Cursor& cursor, const BatchLimits& limits) const {
  auto part = log_.reader().ReadSnapshotPart(cursor.snapshot->after, limits.max_changes, limits.max_bytes);
  if (!part.ok()) return part.status();
  if (cursor.offset < part->head.low_offset - 1) return Compacted(part->head);
  Batch batch;
  batch.items = std::move(part->records);
  batch.ends_snapshot = part->is_last;
  batch.head = std::move(part->head);
  batch.cursor = cursor;
  batch.cursor.epoch = batch.head.epoch;
  SnapshotProgress& progress = *batch.cursor.snapshot;
  progress.is_read = batch.ends_snapshot;
  if (!batch.items.empty()) progress.after = fact_log::KeyOf(batch.items.back());
  progress.head_offset = batch.head.offset;
  progress.head_chain_crc = batch.head.chain_crc;
  ForgetWholeSnapshot(batch.cursor);
  return batch;
}

Cursor EarliestCursor(const fact_log::FeedHead& head) {
  return {head.feed_id, head.epoch, head.low_offset - 1, head.low_chain_crc};
}

Cursor HeadCursor(const fact_log::FeedHead& head) { return {head.feed_id, head.epoch, head.offset, head.chain_crc}; }

}  // namespace dateline::feed
