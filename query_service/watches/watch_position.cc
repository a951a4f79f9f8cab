#include "query_service/watches/watch_position.h"

#include "platform/encoding/crc32.h"
#include "platform/encoding/opaque_token.h"
#include "platform/errors/errors.h"

namespace dateline::watches {
namespace {

constexpr char kTokenKind = 'w';

// Of what the calls of one watch have in common.
uint32_t QueryDigest(const v1::WatchFactsRequest& request) {
  v1::WatchFactsRequest query;
  if (request.has_filter()) *query.mutable_filter() = request.filter();
  query.set_query(request.query());
  return encoding::Crc32(0, query.SerializeAsString());
}

absl::Status Invalid(absl::string_view description) {
  return errors::FieldError("PAGE_TOKEN_INVALID", "resume_token", description);
}

}  // namespace

std::string WatchToken(const v1::WatchFactsRequest& request, const WatchPosition& position) {
  return encoding::OpaqueTokenWriter(kTokenKind)
      .AddInteger(QueryDigest(request))
      .AddBytes(position.feed_id)
      .AddInteger(static_cast<uint64_t>(position.seen))
      .AddInteger(static_cast<uint64_t>(position.commit_end))
      .AddInteger(static_cast<uint64_t>(position.told.offset))
      .AddInteger(static_cast<uint64_t>(position.told.recorded_from))
      .AddBytes(position.page_token)
      .Finish();
}

absl::StatusOr<WatchPosition> ParseWatchToken(const v1::WatchFactsRequest& request) {
  auto reader = encoding::OpaqueTokenReader::Open(kTokenKind, request.resume_token());
  if (!reader.has_value()) return Invalid("damaged, or of another method");
  const uint64_t digest = reader->ReadInteger();
  WatchPosition position;
  position.feed_id = reader->ReadBytes();
  position.seen = static_cast<int64_t>(reader->ReadInteger());
  position.commit_end = static_cast<int64_t>(reader->ReadInteger());
  position.told.offset = static_cast<int64_t>(reader->ReadInteger());
  position.told.recorded_from = static_cast<int64_t>(reader->ReadInteger());
  position.page_token = reader->ReadBytes();
  const bool is_sound =
      reader->AtEnd() && position.seen >= 0 && (position.commit_end == 0 || position.commit_end > position.seen);
  if (!is_sound) return Invalid("damaged");
  if (digest != QueryDigest(request)) return Invalid("of another watch; repeat its filter and its query");
  return position;
}

}  // namespace dateline::watches
