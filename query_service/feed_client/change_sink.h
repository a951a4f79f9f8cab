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
  // The numbers are stored.
  enum class Stage {
    kChanges = 0,        // every change up to `offset` is taken
    kSnapshot = 1,       // a snapshot is to be taken, or taken in part
    kSnapshotEnded = 2,  // right behind a snapshot: the next change or bookmark tells `offset`
  };

  // Empty: it has not followed any.
  std::string feed_id;
  // The feed's own words for this position; empty: from the beginning.
  std::string cursor;
  Stage stage = Stage::kChanges;
  // Offset of the last change taken; 0: none, or not told yet.
  int64_t offset = 0;
  // chain_crc of that change. Unset: nobody has told.
  std::optional<uint32_t> chain_crc = 0;
  // The first offset at which everything is there that the feed holds; 0: every change was taken from the feed's
  // beginning on. Of a snapshot it is known when that has ended.
  int64_t whole_from = 0;

  // Everything that the feed holds at `offset` is taken.
  bool is_whole() const { return stage == Stage::kChanges && offset >= whole_from; }
};

// Part of a snapshot, or changes that follow one another without a gap; verified.
struct ChangeBatch {
  absl::Span<const v1::ChangeRecord* const> records;
  // Never beside `records`.
  absl::Span<const v1::SnapshotRecord* const> snapshot_records;
  // The position after the last of them.
  FeedPosition position;
  // The position is whole, and the feed held nothing newer when it sent them.
  bool reached_head = false;
};

// Keeps a position and the changes up to it. Called by one thread only.
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;

  // Where to go on.
  virtual absl::StatusOr<FeedPosition> Position() = 0;
  // Takes the batch and its position, both or neither. A change of an item that a snapshot brought at the change's
  // offset or later is in that item already. FAILED_PRECONDITION: a record is of a kind or form that the sink does not
  // understand, and never will; any other error may pass.
  virtual absl::Status Apply(const ChangeBatch& batch) = 0;
  // Forgets everything and stands at `start`.
  virtual absl::Status StartOver(const FeedPosition& start) = 0;
  // Makes what was taken survive a power cut and erases what is left of purged articles. The position up to which both
  // is done: that of the last batch, or an earlier one for as long as a reader is in the way of erasing; without a
  // cursor when there is none such.
  virtual absl::StatusOr<FeedPosition> ConfirmPosition() = 0;
};

}  // namespace dateline::feed_client

#endif  // DATELINE_QUERY_SERVICE_FEED_CLIENT_CHANGE_SINK_H_
