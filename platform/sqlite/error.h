// What SQLite reports -> absl::Status with a reason.
#ifndef DATELINE_PLATFORM_SQLITE_ERROR_H_
#define DATELINE_PLATFORM_SQLITE_ERROR_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "platform/errors/store_reasons.h"

struct sqlite3;

namespace dateline::sqlite {

using errors::kStoreDamaged;
using errors::kStoreForeign;
using errors::kStoreFull;
using errors::kStoreInUse;
using errors::kStoreTooNew;
using errors::kStoreUnavailable;

// The error for `extended_code` of a call that was to do `action` ("write to the log"). REQUIRES: it is an error code.
// A failed fsync does not return: it ends the process, because nobody can know any more what is on the disk; what was
// acknowledged is there after a restart.
absl::Status ErrorFromCode(int extended_code, absl::string_view sqlite_message, absl::string_view action);

// ErrorFromCode for the last call on `connection`.
absl::Status LastError(sqlite3* connection, absl::string_view action);

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_ERROR_H_
