// Tokens for places in the feed; docs/feed_protocol.md has their layout.
#ifndef DATELINE_INGEST_SERVICE_FEED_CURSOR_H_
#define DATELINE_INGEST_SERVICE_FEED_CURSOR_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/fact_log/snapshot_reader.h"

namespace dateline::feed {

// What a follower that began with a snapshot has read beside the changes up to its cursor.
struct SnapshotProgress {
  bool is_read = false;     // to its end
  fact_log::ItemKey after;  // else: the last item read
  // The head when it was read: items may be as new. The follower's state is whole when its cursor is there.
  int64_t head_offset = 0;
  uint32_t head_chain_crc = 0;
};

// A place after a change.
struct Cursor {
  std::string feed_id;
  int64_t epoch = 0;
  int64_t offset = 0;                             // 0: before the first change
  uint32_t chain_crc = 0;                         // of the change at `offset`
  std::optional<SnapshotProgress> snapshot = {};  // until the state is whole
};

std::string EncodeCursor(const Cursor& cursor);

// INVALID_ARGUMENT (CURSOR_INVALID): the text is no cursor, or is damaged.
absl::StatusOr<Cursor> DecodeCursor(absl::string_view token);

// A state of the feed: every change up to `offset`.
std::string EncodeRevisionToken(absl::string_view feed_id, int64_t epoch, int64_t offset);

}  // namespace dateline::feed

#endif  // DATELINE_INGEST_SERVICE_FEED_CURSOR_H_
