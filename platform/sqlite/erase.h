// No copy of what was deleted is left on the disk.
#ifndef DATELINE_PLATFORM_SQLITE_ERASE_H_
#define DATELINE_PLATFORM_SQLITE_ERASE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/sqlite/database.h"

namespace dateline::sqlite {

// What rows deleted so far leave behind: their bytes stay in free pages, in gaps of pages, and in the write-ahead log.

// From now on deleted rows are (are not) overwritten where they stand: for the transaction that erases. REQUIRES:
// `database` writes.
absl::Status SetSecureDelete(Database& database, bool on);

// Writes the file anew without free pages and gaps (VACUUM). Readers go on with what they see. Needs disk space for two
// more copies, and time in proportion to the file. REQUIRES: `database` writes; no transaction is open.
absl::Status RewriteFile(Database& database);

// Moves the write-ahead log into the file and cuts it to a commit that changes nothing; it stays so after a power cut.
// False: a reader still needed it after `patience`, and
// it is still there; those who begin to read meanwhile do not prolong that. REQUIRES: `database` writes; no transaction
// is open.
absl::StatusOr<bool> EmptyWriteAheadLog(Database& database, absl::Duration patience);

// RewriteFile, then EmptyWriteAheadLog. UNAVAILABLE (STORE_UNAVAILABLE): a reader kept an old state for longer than the
// time that connections wait for one another; call again. RESOURCE_EXHAUSTED: no room for the copy.
absl::Status EraseDeleted(Database& database);

// Makes what was committed survive a power cut. REQUIRES: `database` writes with Durability::kNormal; no transaction is
// open.
absl::Status MakeCommitsDurable(Database& database);

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_ERASE_H_
