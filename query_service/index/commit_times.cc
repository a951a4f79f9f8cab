#include "query_service/index/commit_times.h"

#include <limits>

#include "google/protobuf/util/time_util.h"

namespace dateline::index {
namespace {

constexpr int64_t kNanosecondsOfSecond = 1'000'000'000;

}  // namespace

int64_t NanosecondsOf(const google::protobuf::Timestamp& time) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max() / kNanosecondsOfSecond - 1;
  if (time.seconds() > kMost) return std::numeric_limits<int64_t>::max();
  if (time.seconds() < -kMost) return std::numeric_limits<int64_t>::min();
  return time.seconds() * kNanosecondsOfSecond + time.nanos();
}

google::protobuf::Timestamp TimestampOf(int64_t nanoseconds) {
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(nanoseconds);
}

absl::StatusOr<int64_t> CommitTimeOf(sqlite::Database& database, int64_t offset) {
  auto select =
      database.Prepare("SELECT nanoseconds FROM commit_time WHERE last_offset >= ? ORDER BY last_offset LIMIT 1");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(offset).Step();
  if (!found.ok()) return found.status();
  return *found ? select->Integer(0) : 0;
}

absl::StatusOr<int64_t> LastOffsetBefore(sqlite::Database& database, int64_t offset) {
  auto select = database.Prepare("SELECT max(last_offset) FROM commit_time WHERE last_offset < ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(offset).Step();
  if (!found.ok()) return found.status();
  return *found && !select->IsNull(0) ? select->Integer(0) : 0;
}

absl::Status AddCommitTime(sqlite::Database& database, int64_t nanoseconds, int64_t offset) {
  auto insert = database.Prepare("INSERT OR REPLACE INTO commit_time (nanoseconds, last_offset) VALUES (?, ?)");
  if (!insert.ok()) return insert.status();
  return insert->Bind(nanoseconds).Bind(offset).Run();
}

absl::Status AddCommitTimeOfSnapshot(sqlite::Database& database, int64_t offset) {
  auto select = database.Prepare("SELECT max(commit_nanoseconds) FROM fact");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Step();
  if (!found.ok()) return found.status();
  return select->IsNull(0) ? absl::OkStatus() : AddCommitTime(database, select->Integer(0), offset);
}

absl::StatusOr<std::optional<int64_t>> FindOffsetAt(sqlite::Database& database, int64_t nanoseconds) {
  auto select =
      database.Prepare("SELECT last_offset FROM commit_time WHERE nanoseconds <= ? ORDER BY nanoseconds DESC LIMIT 1");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(nanoseconds).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  return select->Integer(0);
}

}  // namespace dateline::index
