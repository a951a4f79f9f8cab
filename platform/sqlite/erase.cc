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

// The first column of its first row.
absl::StatusOr<int64_t> ReadPragma(Database& database, absl::string_view name) {
  auto read = database.Prepare(absl::StrCat("PRAGMA ", name));
  if (!read.ok()) return read.status();
  const absl::StatusOr<bool> found = read->Step();
  if (!found.ok()) return found.status();
  return read->Integer(0);
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
  const absl::StatusOr<int64_t> is_busy = ReadPragma(database, "wal_checkpoint(TRUNCATE)");
  const absl::Status restored = SetWait(database, kLongestWait);
  if (!is_busy.ok() || !restored.ok()) return is_busy.ok() ? restored : is_busy.status();
  if (*is_busy != 0) return false;
  // SQLite does not sync that the log was cut: a power cut would bring it back.
  if (absl::Status synced = MakeCommitsDurable(database); !synced.ok()) return synced;
  return true;
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

// By a commit that changes nothing and syncs the log, and with it what stands there before it.
absl::Status MakeCommitsDurable(Database& database) {
  const absl::StatusOr<int64_t> version = ReadPragma(database, "user_version");
  if (!version.ok()) return version.status();
  const absl::StatusOr<int64_t> durability = ReadPragma(database, "synchronous");
  if (!durability.ok()) return durability.status();
  if (absl::Status set = database.Execute("PRAGMA synchronous=FULL"); !set.ok()) return set;
  const absl::Status committed = database.Execute(absl::StrCat("PRAGMA user_version=", *version));
  const absl::Status restored = database.Execute(absl::StrCat("PRAGMA synchronous=", *durability));
  return committed.ok() ? restored : committed;
}

}  // namespace dateline::sqlite
