#include "query_service/index/commit_changes.h"

#include <algorithm>

#include "absl/functional/function_ref.h"
#include "query_service/index/commit_times.h"
#include "query_service/index/schema.h"

namespace dateline::index {
namespace {

// Calls `take` for every row of a statement whose parameters are the bounds of a range.
absl::Status ForEachRow(sqlite::Database& database, absl::string_view statement, const CommitChanges& range,
                        absl::FunctionRef<void(const sqlite::Statement&)> take) {
  auto select = database.Prepare(statement);
  if (!select.ok()) return select.status();
  select->Bind(range.begin).Bind(range.end);
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) return absl::OkStatus();
    take(*select);
  }
}

// Within a read transaction.
absl::StatusOr<CommitChanges> ReadWithin(sqlite::Database& database, int64_t begin, int64_t end) {
  CommitChanges changes;
  changes.begin = begin;
  changes.end = end;
  const absl::StatusOr<int64_t> time = CommitTimeOf(database, end);
  if (!time.ok()) return time.status();
  changes.commit_nanoseconds = *time;
  const absl::Status read[] = {
      ForEachRow(database,
                 "SELECT recorded_from FROM fact WHERE recorded_from > ? AND recorded_from <= ? ORDER BY recorded_from",
                 changes, [&](const sqlite::Statement& row) { changes.begun.push_back(row.Integer(0)); }),
      ForEachRow(
          database,
          "SELECT recorded_from, recorded_to, cause, reason FROM fact_end WHERE recorded_to > ? AND recorded_to <= ?"
          " ORDER BY recorded_to, recorded_from",
          changes,
          [&](const sqlite::Statement& row) {
            changes.ended.push_back({row.Integer(0), row.Integer(1), static_cast<v1::RetractionCause>(row.Integer(2)),
                                     std::string(row.Text(3))});
          }),
      ForEachRow(database,
                 "SELECT name FROM entity WHERE merged_into <> '' AND recorded_from > ?1 AND recorded_from <= ?2"
                 " UNION SELECT name FROM entity WHERE merged_into <> '' AND recorded_to > ?1 AND recorded_to <= ?2",
                 changes, [&](const sqlite::Statement& row) { changes.merged.emplace_back(row.Text(0)); }),
      ForEachRow(
          database,
          "SELECT name FROM purged_article WHERE recorded_from > ? AND recorded_from <= ? ORDER BY recorded_from",
          changes, [&](const sqlite::Statement& row) { changes.purged.emplace_back(row.Text(0)); })};
  for (const absl::Status& status : read) {
    if (!status.ok()) return status;
  }
  return changes;
}

}  // namespace

absl::StatusOr<CommitChanges> ReadCommitChanges(sqlite::Database& database, int64_t begin, int64_t limit) {
  const absl::StatusOr<sqlite::Transaction> reading = sqlite::Transaction::BeginRead(database);
  if (!reading.ok()) return reading.status();
  int64_t end = limit;
  {
    auto select = database.Prepare("SELECT min(last_offset) FROM commit_time WHERE last_offset > ?");
    if (!select.ok()) return select.status();
    const absl::StatusOr<bool> found = select->Bind(begin).Step();
    if (!found.ok()) return found.status();
    if (*found && !select->IsNull(0)) end = std::min(limit, select->Integer(0));
  }
  return ReadWithin(database, begin, end);
}

absl::StatusOr<CommitChanges> ReadChangesBetween(sqlite::Database& database, int64_t begin, int64_t end) {
  const absl::StatusOr<sqlite::Transaction> reading = sqlite::Transaction::BeginRead(database);
  if (!reading.ok()) return reading.status();
  return ReadWithin(database, begin, end);
}

absl::StatusOr<std::optional<int64_t>> FindMergeOrPurgeAfter(sqlite::Database& database, int64_t begin) {
  auto select = database.Prepare(
      "SELECT min(at) FROM (SELECT min(recorded_from) AS at FROM entity WHERE merged_into <> '' AND recorded_from > ?1"
      " UNION ALL SELECT min(recorded_to) FROM entity WHERE merged_into <> '' AND recorded_to > ?1 AND recorded_to < ?2"
      " UNION ALL SELECT min(recorded_from) FROM purged_article WHERE recorded_from > ?1)");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(begin).Bind(kStillRecorded).Step();
  if (!found.ok()) return found.status();
  if (!*found || select->IsNull(0)) return std::nullopt;
  return select->Integer(0);
}

}  // namespace dateline::index
