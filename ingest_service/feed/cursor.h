// Tokens for places in the feed; docs/feed_protocol.md has their layout.
#ifndef DATELINE_INGEST_SERVICE_FEED_CURSOR_H_
#define DATELINE_INGEST_SERVICE_FEED_CURSOR_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::feed {

// A place after a change.
struct Cursor {
  std::string feed_id;
  int64_t epoch = 0;
  int64_t offset = 0;      // 0: before the first change
  uint32_t chain_crc = 0;  // of the change at `offset`
};

std::string EncodeCursor(const Cursor& cursor);

// INVALID_ARGUMENT (CURSOR_INVALID): the text is no cursor, or is damaged.
absl::StatusOr<Cursor> DecodeCursor(absl::string_view token);

// A state of the feed: every change up to `offset`.
std::string EncodeRevisionToken(absl::string_view feed_id, int64_t epoch, int64_t offset);

}  // namespace dateline::feed

#endif  // DATELINE_INGEST_SERVICE_FEED_CURSOR_H_
