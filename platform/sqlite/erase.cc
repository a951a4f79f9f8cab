#include "platform/sqlite/erase.h"

#include "absl/time/time.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"

namespace dateline::sqlite {
namespace {

// Moves the write-ahead log into the file and cuts it to nothing.
absl::Status EmptyLog(Database& database) {
  auto checkpoint = database.Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!checkpoint.ok()) return checkpoint.status();
  const absl::StatusOr<bool> row = checkpoint->Step();
  if (!row.ok()) return row.status();
  if (checkpoint->Integer(0) == 0) return absl::OkStatus();
  return errors::WithRetryDelay(
      errors::Error(absl::StatusCode::kUnavailable, kStoreUnavailable,
                    "a reader still sees what was deleted, so it is not yet gone from the disk; try again"),
      absl::Seconds(1));
}

}  // namespace

absl::Status EraseDeleted(Database& database) {
  // The copy that VACUUM makes is as large as the file: too large for memory.
  if (absl::Status set = database.Execute("PRAGMA temp_store=FILE"); !set.ok()) return set;
  const absl::Status vacuumed = database.Execute("VACUUM");
  const absl::Status reset = database.Execute("PRAGMA temp_store=MEMORY");
  if (!vacuumed.ok()) return vacuumed;
  return reset.ok() ? EmptyLog(database) : reset;
}

}  // namespace dateline::sqlite
