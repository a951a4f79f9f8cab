#include "platform/sqlite/erase.h"

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"

namespace dateline::sqlite {
namespace {

// As long as connections wait for one another.
constexpr absl::Duration kLongestWait = absl::Seconds(5);

absl::Status SetWait(Database& database, absl::Duration wait) {
  return database.Execute(absl::StrCat("PRAGMA busy_timeout=", absl::ToInt64Milliseconds(wait)));
}

}  // namespace

absl::Status SetSecureDelete(Database& database, bool on) {
  return database.Execute(on ? "PRAGMA secure_delete=ON" : "PRAGMA secure_delete=OFF");
}

absl::Status RewriteFile(Database& database) {
  // In memory the copy might not fit.
  if (absl::Status set = database.Execute("PRAGMA temp_store=FILE"); !set.ok()) return set;
  const absl::Status rewritten = database.Execute("VACUUM");
  const absl::Status restored = database.Execute("PRAGMA temp_store=MEMORY");
  return rewritten.ok() ? restored : rewritten;
}

absl::StatusOr<bool> EmptyWriteAheadLog(Database& database, absl::Duration patience) {
  if (absl::Status set = SetWait(database, patience); !set.ok()) return set;
  auto checkpoint = database.Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!checkpoint.ok()) return checkpoint.status();
  const absl::StatusOr<bool> answered = checkpoint->Step();
  const absl::Status restored = SetWait(database, kLongestWait);
  if (!answered.ok() || !restored.ok()) return answered.ok() ? restored : answered.status();
  return checkpoint->Integer(0) == 0;
}

absl::Status EraseDeleted(Database& database) {
  if (absl::Status rewritten = RewriteFile(database); !rewritten.ok()) return rewritten;
  const absl::StatusOr<bool> emptied = EmptyWriteAheadLog(database, kLongestWait);
  if (!emptied.ok() || *emptied) return emptied.status();
  return errors::WithRetryDelay(
      errors::Error(absl::StatusCode::kUnavailable, kStoreUnavailable,
                    "a reader still sees what was deleted, so it is not yet gone from the disk; try again"),
      absl::Seconds(1));
}

absl::Status MakeCommitsDurable(Database& database) {
  auto read = database.Prepare("PRAGMA user_version");
  if (!read.ok()) return read.status();
  const absl::StatusOr<bool> found = read->Step();
  if (!found.ok()) return found.status();
  const int64_t version = read->Integer(0);
  if (absl::Status reset = database.Execute("PRAGMA synchronous=FULL"); !reset.ok()) return reset;
  // A commit that syncs the log syncs what stands there before it.
  const absl::Status committed = database.Execute(absl::StrCat("PRAGMA user_version=", version));
  const absl::Status restored = database.Execute("PRAGMA synchronous=NORMAL");
  return committed.ok() ? restored : committed;
}

}  // namespace dateline::sqlite
