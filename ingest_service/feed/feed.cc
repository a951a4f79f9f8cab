#include "ingest_service/feed/feed.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "dateline/v1/error_reason.pb.h"
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

}  // namespace

absl::StatusOr<Cursor> Feed::Resume(absl::string_view token) const {
  const fact_log::FeedHead head = log_.Head();
  if (token.empty() && head.low_offset > 1) return Compacted(head);
  if (token.empty()) return EarliestCursor(head);
  absl::StatusOr<Cursor> cursor = DecodeCursor(token);
  if (!cursor.ok()) return cursor.status();
  if (cursor->feed_id != head.feed_id) return Diverged("is of another feed");
  if (cursor->epoch > head.epoch) return Diverged("is of a later epoch");
  if (cursor->offset > head.offset) return Diverged(absl::StrCat("is ahead of the feed's head ", head.offset));
  if (cursor->offset < head.low_offset - 1) return Compacted(head);
  const absl::Status same_history = CheckChain(*cursor, head);
  if (!same_history.ok()) return same_history;
  cursor->epoch = head.epoch;
  return cursor;
}

absl::Status Feed::CheckChain(const Cursor& cursor, const fact_log::FeedHead& head) const {
  std::optional<uint32_t> chain_crc = head.low_chain_crc;
  if (cursor.offset >= head.low_offset) {
    const auto stored = log_.reader().ReadChainCrc(cursor.offset);
    if (!stored.ok()) return stored.status();
    chain_crc = *stored;
  }
  return chain_crc == cursor.chain_crc ? absl::OkStatus() : Diverged("is of another history");
}

absl::StatusOr<Batch> Feed::Read(const Cursor& cursor, const BatchLimits& limits) const {
  Batch batch;
  batch.head = log_.Head();
  batch.cursor = cursor;
  batch.cursor.epoch = batch.head.epoch;
  if (batch.ReachesHead()) return batch;
  auto changes = log_.reader().ReadChanges(
      cursor.offset,
      {.last_offset = batch.head.offset, .max_changes = limits.max_changes, .max_bytes = limits.max_bytes});
  if (!changes.ok()) return changes.status();
  if (changes->empty() || changes->front().offset != cursor.offset + 1) return Compacted(batch.head);
  batch.changes = *std::move(changes);
  batch.cursor.offset = batch.changes.back().offset;
  batch.cursor.chain_crc = batch.changes.back().chain_crc;
  return batch;
}

Cursor EarliestCursor(const fact_log::FeedHead& head) {
  return {head.feed_id, head.epoch, head.low_offset - 1, head.low_chain_crc};
}

Cursor HeadCursor(const fact_log::FeedHead& head) { return {head.feed_id, head.epoch, head.offset, head.chain_crc}; }

}  // namespace dateline::feed
