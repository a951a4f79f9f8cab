#include "platform/sqlite/error.h"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "platform/errors/errors.h"

namespace dateline::sqlite {
namespace {

constexpr absl::Duration kRetryDelay = absl::Seconds(1);

[[noreturn]] void EndAfterFailedSync(absl::string_view action) {
  std::fprintf(stderr, "the disk failed to keep what was written (fsync) to %s; ending, start again when it is sound\n",
               std::string(action).c_str());
  std::abort();
}

bool IsFailedSync(int extended_code) {
  return extended_code == SQLITE_IOERR_FSYNC || extended_code == SQLITE_IOERR_DIR_FSYNC;
}

}  // namespace

absl::Status ErrorFromCode(int extended_code, absl::string_view sqlite_message, absl::string_view action) {
  if (IsFailedSync(extended_code)) EndAfterFailedSync(action);
  const std::string message = absl::StrCat("cannot ", action, ": ", sqlite_message);
  switch (extended_code & 0xff) {
    case SQLITE_FULL:
      return errors::WithRetryDelay(
          errors::Error(absl::StatusCode::kResourceExhausted, kStoreFull, absl::StrCat(message, "; free some space")),
          kRetryDelay);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return errors::Error(absl::StatusCode::kDataLoss, kStoreDamaged,
                           absl::StrCat(message, "; restore the store from a backup"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
      return errors::WithRetryDelay(errors::Error(absl::StatusCode::kUnavailable, kStoreUnavailable, message),
                                    kRetryDelay);
    default:
      return absl::InternalError(message);
  }
}

absl::Status LastError(sqlite3* connection, absl::string_view action) {
  return ErrorFromCode(sqlite3_extended_errcode(connection), sqlite3_errmsg(connection), action);
}

}  // namespace dateline::sqlite
