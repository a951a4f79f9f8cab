// Where the changes of a feed go.
#ifndef DATELINE_QUERY_SERVICE_FEED_CLIENT_CHANGE_SINK_H_
#define DATELINE_QUERY_SERVICE_FEED_CLIENT_CHANGE_SINK_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "dateline/v1/feed_service.pb.h"

namespace dateline::feed_client {

// How far a sink has followed a feed.
struct FeedPosition {
  // Empty: it has not followed any.
  std::string feed_id;
  // The feed's own words for this position; empty: from the beginning.
  std::string cursor;
  // Offset of the last change taken; 0: none.
  int64_t offset = 0;
  // chain_crc of that change. Unset: the changes before are no longer kept, so nobody knows.
  std::optional<uint32_t> chain_crc = 0;
};

// Changes that follow one another without a gap, verified.
struct ChangeBatch {
  absl::Span<const v1::ChangeRecord* const> records;
  // The position after the last of them.
  FeedPosition position;
  // The feed held nothing newer when it sent them.
  bool reached_head = false;
};

// Keeps a position and the changes up to it. Called by one thread only.
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;

  // Where to go on.
  virtual absl::StatusOr<FeedPosition> Position() = 0;
  // Takes the batch and its position, both or neither. FAILED_PRECONDITION: a record is of a kind or form that the sink
  // does not understand, and never will; any other error may pass.
  virtual absl::Status Apply(const ChangeBatch& batch) = 0;
  // Forgets everything and stands at `start`.
  virtual absl::Status StartOver(const FeedPosition& start) = 0;
};

}  // namespace dateline::feed_client

#endif  // DATELINE_QUERY_SERVICE_FEED_CLIENT_CHANGE_SINK_H_
