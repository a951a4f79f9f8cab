// What SQLite reports -> absl::Status with a reason.
#ifndef DATELINE_PLATFORM_SQLITE_ERROR_H_
#define DATELINE_PLATFORM_SQLITE_ERROR_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

struct sqlite3;

namespace dateline::sqlite {

// Reasons that the errors of this folder carry (errors::Reason).
inline constexpr char kStoreFull[] = "STORE_FULL";                // RESOURCE_EXHAUSTED, with a retry delay
inline constexpr char kStoreUnavailable[] = "STORE_UNAVAILABLE";  // UNAVAILABLE, with a retry delay
inline constexpr char kStoreDamaged[] = "STORE_DAMAGED";          // DATA_LOSS
inline constexpr char kStoreInUse[] = "STORE_IN_USE";             // FAILED_PRECONDITION: another process writes it
inline constexpr char kStoreForeign[] = "STORE_FOREIGN";          // FAILED_PRECONDITION: not a store of this program
inline constexpr char kStoreTooNew[] = "STORE_TOO_NEW";           // FAILED_PRECONDITION: a newer version wrote it

// The error for `extended_code` of a call that was to do `action` ("write to the log"). REQUIRES: it is an error code.
// A failed fsync does not return: it ends the process, because nobody can know any more what is on the disk; what was
// acknowledged is there after a restart.
absl::Status ErrorFromCode(int extended_code, absl::string_view sqlite_message, absl::string_view action);

// ErrorFromCode for the last call on `connection`.
absl::Status LastError(sqlite3* connection, absl::string_view action);

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_ERROR_H_
