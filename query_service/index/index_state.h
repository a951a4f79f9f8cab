// How far the index is.
#ifndef DATELINE_QUERY_SERVICE_INDEX_INDEX_STATE_H_
#define DATELINE_QUERY_SERVICE_INDEX_INDEX_STATE_H_

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/timestamp.pb.h"
#include "platform/store/database.h"
#include "query_service/feed_client/change_sink.h"
#include "query_service/index/content_totals.h"

namespace dateline::index {

// The one row that says what the rest of the index is made of.
struct IndexState {
  feed_client::FeedPosition position;
  // It has been at the feed's head since it was empty: what is not in it was not in the feed then.
  bool caught_up = false;
  // Of the change at position.offset; unset: none.
  std::optional<google::protobuf::Timestamp> commit_time;
  // Of what holds at position.offset.
  ContentTotals totals;
  // Rows were deleted whose bytes must go, and may still be somewhere in the files.
  bool erasure_pending = false;
  // Of the code that made it.
  int projection_version = 0;
  // Drawn at random whenever the index begins anew. 0: it never did.
  int64_t generation = 0;
};

// Nothing was written between the two. REQUIRES: both were stored in the same index.
bool IsSame(const IndexState& left, const IndexState& right);

// A state without a feed_id when there is no row.
absl::StatusOr<IndexState> ReadState(store::Database& database);

// The same, once nobody else writes the index; nobody will until the transaction ends. REQUIRES: a write transaction;
// the index is in PostgreSQL.
absl::StatusOr<IndexState> LockState(store::Database& database);

// REQUIRES: a write transaction.
absl::Status WriteState(store::Database& database, const IndexState& state);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_INDEX_STATE_H_
