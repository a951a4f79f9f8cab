#include "ingest_service/feed/cursor.h"

#include <limits>
#include <optional>

#include "dateline/v1/error_reason.pb.h"
#include "ingest_service/fact_log/refusal.h"
#include "platform/encoding/opaque_token.h"
#include "platform/errors/errors.h"

namespace dateline::feed {
namespace {

constexpr char kCursorKind = 'C';
constexpr char kSnapshotCursorKind = 'S';
constexpr char kRevisionTokenKind = 'R';
// Instead of the kind of an item: all were read.
constexpr uint64_t kAllItems = 1;
constexpr uint64_t kPartition = 0;
constexpr uint64_t kMaxInteger = std::numeric_limits<int64_t>::max();

absl::Status Invalid() {
  return errors::FieldError(fact_log::ReasonName(v1::ERROR_REASON_CURSOR_INVALID), "cursor",
                            "not a cursor of this service, or damaged");
}

// Nothing: it is none.
std::optional<SnapshotProgress> ReadProgress(encoding::OpaqueTokenReader& reader) {
  SnapshotProgress progress;
  const uint64_t head_offset = reader.ReadInteger();
  progress.head_chain_crc = static_cast<uint32_t>(reader.ReadInteger());
  const uint64_t kind = reader.ReadInteger();
  progress.after.name = reader.ReadBytes();
  progress.is_read = kind == kAllItems;
  const bool is_kind = kind == v1::SnapshotRecord::ITEM_NOT_SET || kind == v1::SnapshotRecord::kArticle ||
                       kind == v1::SnapshotRecord::kEntity || kind == v1::SnapshotRecord::kFact;
  if (head_offset > kMaxInteger || (!progress.is_read && !is_kind)) return std::nullopt;
  progress.head_offset = static_cast<int64_t>(head_offset);
  if (is_kind) progress.after.kind = static_cast<v1::SnapshotRecord::ItemCase>(kind);
  return progress;
}

}  // namespace

std::string EncodeCursor(const Cursor& cursor) {
  encoding::OpaqueTokenWriter writer(cursor.snapshot.has_value() ? kSnapshotCursorKind : kCursorKind);
  writer.AddBytes(cursor.feed_id)
      .AddInteger(kPartition)
      .AddInteger(static_cast<uint64_t>(cursor.epoch))
      .AddInteger(static_cast<uint64_t>(cursor.offset))
      .AddInteger(cursor.chain_crc);
  if (cursor.snapshot.has_value()) {
    const SnapshotProgress& snapshot = *cursor.snapshot;
    writer.AddInteger(static_cast<uint64_t>(snapshot.head_offset))
        .AddInteger(snapshot.head_chain_crc)
        .AddInteger(snapshot.is_read ? kAllItems : static_cast<uint64_t>(snapshot.after.kind))
        .AddBytes(snapshot.is_read ? "" : snapshot.after.name);
  }
  return writer.Finish();
}

absl::StatusOr<Cursor> DecodeCursor(absl::string_view token) {
  std::optional<encoding::OpaqueTokenReader> reader = encoding::OpaqueTokenReader::Open(kCursorKind, token);
  const bool is_plain = reader.has_value();
  if (!is_plain) reader = encoding::OpaqueTokenReader::Open(kSnapshotCursorKind, token);
  if (!reader.has_value()) return Invalid();
  Cursor cursor;
  cursor.feed_id = reader->ReadBytes();
  const uint64_t partition = reader->ReadInteger();
  const uint64_t epoch = reader->ReadInteger();
  const uint64_t offset = reader->ReadInteger();
  cursor.chain_crc = static_cast<uint32_t>(reader->ReadInteger());
  if (!is_plain) cursor.snapshot = ReadProgress(*reader);
  const bool is_valid = is_plain || cursor.snapshot.has_value();
  if (!is_valid || !reader->AtEnd() || partition != kPartition || epoch > kMaxInteger || offset > kMaxInteger) {
    return Invalid();
  }
  cursor.epoch = static_cast<int64_t>(epoch);
  cursor.offset = static_cast<int64_t>(offset);
  return cursor;
}

std::string EncodeRevisionToken(absl::string_view feed_id, int64_t epoch, int64_t offset) {
  return encoding::OpaqueTokenWriter(kRevisionTokenKind)
      .AddBytes(feed_id)
      .AddInteger(static_cast<uint64_t>(epoch))
      .AddInteger(static_cast<uint64_t>(offset))
      .Finish();
}

}  // namespace dateline::feed
