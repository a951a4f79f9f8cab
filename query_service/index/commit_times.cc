#include "query_service/index/commit_times.h"

#include <algorithm>
#include <limits>

#include "google/protobuf/util/time_util.h"
#include "query_service/index/rows.h"

namespace dateline::index {
namespace {

constexpr int64_t kNanosecondsOfSecond = 1'000'000'000;
constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();

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

absl::StatusOr<int64_t> CommitTimeOf(store::Database& database, int64_t offset) {
  auto select =
      database.Prepare("SELECT nanoseconds FROM commit_time WHERE last_offset >= ? ORDER BY last_offset LIMIT 1");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(offset).Step();
  if (!found.ok()) return found.status();
  return *found ? select->Integer(0) : 0;
}

absl::StatusOr<int64_t> LastOffsetBefore(store::Database& database, int64_t offset) {
  auto select = database.Prepare("SELECT max(last_offset) FROM commit_time WHERE last_offset < ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(offset).Step();
  if (!found.ok()) return found.status();
  return *found && !select->IsNull(0) ? select->Integer(0) : 0;
}

absl::Status AddCommitTime(store::Database& database, int64_t nanoseconds, int64_t offset) {
  auto insert = database.Prepare(
      "INSERT INTO commit_time (nanoseconds, last_offset) VALUES (?, ?)"
      " ON CONFLICT (nanoseconds) DO UPDATE SET last_offset = excluded.last_offset");
  if (!insert.ok()) return insert.status();
  return insert->Bind(nanoseconds).Bind(offset).Run();
}

absl::Status AddCommitTimeOfSnapshot(store::Database& database, int64_t offset) {
  std::optional<int64_t> newest;
  const absl::Status read =
      ForEachRow(database,
                 "SELECT recorded_from, commit_nanoseconds FROM fact WHERE recorded_from > ? AND recorded_from < ?"
                 " ORDER BY recorded_from LIMIT ?",
                 kLeast, std::numeric_limits<int64_t>::max(), [&newest](const store::Statement& row) {
                   newest = std::max(row.Integer(1), newest.value_or(kLeast));
                   return absl::OkStatus();
                 });
  if (!read.ok() || !newest.has_value()) return read;
  return AddCommitTime(database, *newest, offset);
}

absl::StatusOr<std::optional<int64_t>> FindOffsetAt(store::Database& database, int64_t nanoseconds) {
  auto select =
      database.Prepare("SELECT last_offset FROM commit_time WHERE nanoseconds <= ? ORDER BY nanoseconds DESC LIMIT 1");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(nanoseconds).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  return select->Integer(0);
}

}  // namespace dateline::index
