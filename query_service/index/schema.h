// The tables of the index.
#ifndef DATELINE_QUERY_SERVICE_INDEX_SCHEMA_H_
#define DATELINE_QUERY_SERVICE_INDEX_SCHEMA_H_

#include <cstdint>
#include <limits>

#include "absl/status/status.h"
#include "platform/store/database.h"

namespace dateline::index {

// Of what the code makes of a change. To be raised whenever the same change would give other rows or segments: an index
// of another version is built anew from the feed.
inline constexpr int kProjectionVersion = 7;

// recorded_to of a row that still holds.
inline constexpr int64_t kStillRecorded = std::numeric_limits<int64_t>::max();

// Of an index, in a file or in a schema of PostgreSQL.
extern const store::Schema kSchema;

// Of the file in which a process names its segments of an index in PostgreSQL.
extern const sqlite::Schema kSegmentNamesSchema;

// Empties every table but index_state, of whose row others may wait for the lock. REQUIRES: a write transaction.
absl::Status DeleteRows(store::Database& database);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_SCHEMA_H_
