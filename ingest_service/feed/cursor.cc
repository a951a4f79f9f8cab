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
constexpr char kRevisionTokenKind = 'R';
constexpr uint64_t kPartition = 0;
constexpr uint64_t kMaxInteger = std::numeric_limits<int64_t>::max();

absl::Status Invalid() {
  return errors::FieldError(fact_log::ReasonName(v1::ERROR_REASON_CURSOR_INVALID), "cursor",
                            "not a cursor of this service, or damaged");
}

}  // namespace

std::string EncodeCursor(const Cursor& cursor) {
  return encoding::OpaqueTokenWriter(kCursorKind)
      .AddBytes(cursor.feed_id)
      .AddInteger(kPartition)
      .AddInteger(static_cast<uint64_t>(cursor.epoch))
      .AddInteger(static_cast<uint64_t>(cursor.offset))
      .AddInteger(cursor.chain_crc)
      .Finish();
}

absl::StatusOr<Cursor> DecodeCursor(absl::string_view token) {
  std::optional<encoding::OpaqueTokenReader> reader = encoding::OpaqueTokenReader::Open(kCursorKind, token);
  if (!reader.has_value()) return Invalid();
  Cursor cursor;
  cursor.feed_id = reader->ReadBytes();
  const uint64_t partition = reader->ReadInteger();
  const uint64_t epoch = reader->ReadInteger();
  const uint64_t offset = reader->ReadInteger();
  cursor.chain_crc = static_cast<uint32_t>(reader->ReadInteger());
  if (!reader->AtEnd() || partition != kPartition || epoch > kMaxInteger || offset > kMaxInteger) return Invalid();
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
