// When states of the index were committed.
#ifndef DATELINE_QUERY_SERVICE_INDEX_COMMIT_TIMES_H_
#define DATELINE_QUERY_SERVICE_INDEX_COMMIT_TIMES_H_

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/timestamp.pb.h"
#include "platform/store/database.h"

namespace dateline::index {

// Nanoseconds since 1970, at the bounds where a 64-bit integer has none.
int64_t NanosecondsOf(const google::protobuf::Timestamp& time);

// REQUIRES: of a moment that a Timestamp has.
google::protobuf::Timestamp TimestampOf(int64_t nanoseconds);

// When the change was committed, in nanoseconds since 1970; 0: not known.
absl::StatusOr<int64_t> CommitTimeOf(store::Database& database, int64_t offset);

// The last change that was committed before the change `offset`; 0: not known.
absl::StatusOr<int64_t> LastOffsetBefore(store::Database& database, int64_t offset);

// Notes that the changes up to `offset` were committed at `nanoseconds` or before. REQUIRES: a write transaction.
absl::Status AddCommitTime(store::Database& database, int64_t nanoseconds, int64_t offset);

// Notes for `offset`, behind a snapshot, the newest time of a fact that came in it. REQUIRES: a write transaction.
absl::Status AddCommitTimeOfSnapshot(store::Database& database, int64_t offset);

// Offset of the last change committed at `nanoseconds` or before; nothing: none that is known.
absl::StatusOr<std::optional<int64_t>> FindOffsetAt(store::Database& database, int64_t nanoseconds);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_COMMIT_TIMES_H_
