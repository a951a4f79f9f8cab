#include "platform/sqlite/erasure.h"

#include "absl/strings/str_cat.h"

namespace dateline::sqlite {
namespace {

constexpr char kRestoreBusyTimeout[] = "PRAGMA busy_timeout=5000";

// True: nobody was in the way.
absl::StatusOr<bool> RunCheckpoint(Database& database, absl::string_view pragma) {
  auto checkpoint = database.Prepare(pragma);
  if (!checkpoint.ok()) return checkpoint.status();
  const absl::StatusOr<bool> answered = checkpoint->Step();
  if (!answered.ok()) return answered.status();
  return *answered && checkpoint->Integer(0) == 0;
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
  const absl::Status set = database.Execute(absl::StrCat("PRAGMA busy_timeout=", absl::ToInt64Milliseconds(patience)));
  if (!set.ok()) return set;
  const absl::StatusOr<bool> emptied = RunCheckpoint(database, "PRAGMA wal_checkpoint(TRUNCATE)");
  const absl::Status restored = database.Execute(kRestoreBusyTimeout);
  return restored.ok() ? emptied : restored;
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
