// What was deleted goes from the disk too, as far as that is in this program's hands.
#ifndef DATELINE_PLATFORM_STORE_ERASE_H_
#define DATELINE_PLATFORM_STORE_ERASE_H_

#include "absl/status/status.h"
#include "platform/store/database.h"

namespace dateline::store {

// Before the first row is deleted that no free page may keep, in the transaction that deletes it. SQLite overwrites
// rows from then on; PostgreSQL's VACUUM, which is the database's own, takes them away later.
absl::Status BeginErasing(Database& database);

// After its commit: SQLite's file and log hold nothing any more of what was deleted (sqlite::EraseDeleted, with its
// errors). PostgreSQL is left to its VACUUM (docs/operations.md).
absl::Status FinishErasing(Database& database);

}  // namespace dateline::store

#endif  // DATELINE_PLATFORM_STORE_ERASE_H_
