// Is a store sound?
#ifndef DATELINE_PLATFORM_SQLITE_INTEGRITY_H_
#define DATELINE_PLATFORM_SQLITE_INTEGRITY_H_

#include "absl/status/status.h"
#include "platform/sqlite/database.h"

namespace dateline::sqlite {

// Reads every page of the file and compares tables with their indexes (PRAGMA integrity_check). DATA_LOSS
// (STORE_DAMAGED) says the first thing that is wrong.
absl::Status CheckIntegrity(Database& database);

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_INTEGRITY_H_
