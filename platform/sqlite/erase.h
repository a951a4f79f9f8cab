// Erasure: nothing deleted stays in a store's files.
#ifndef DATELINE_PLATFORM_SQLITE_ERASE_H_
#define DATELINE_PLATFORM_SQLITE_ERASE_H_

#include "absl/status/status.h"
#include "platform/sqlite/database.h"

namespace dateline::sqlite {

// Rewrites the file without its free pages and empties its write-ahead log. Costs time and, until it is done, disk in
// proportion to the file; others may read meanwhile. UNAVAILABLE (STORE_UNAVAILABLE): a reader kept an old state for
// longer than the time that connections wait for one another; call again. RESOURCE_EXHAUSTED: no room for the copy.
// REQUIRES: `database` writes and has no transaction open.
absl::Status EraseDeleted(Database& database);

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_ERASE_H_
