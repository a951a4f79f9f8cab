#include "query_service/index/commit_changes.h"

#include <algorithm>

#include "absl/functional/function_ref.h"
#include "query_service/index/commit_times.h"
#include "query_service/index/schema.h"

namespace dateline::index {
namespace {

// Fills in what the tables say of commits that follow one another, the first and last of which bound what is read.
// Within a read transaction.
class CommitReader {
 public:
  CommitReader(store::Database& database, std::vector<CommitChanges>& commits)
      : database_(database), commits_(commits) {}

  absl::Status Read() {
    const absl::Status read[] = {
        ForEachRow(
            "SELECT recorded_from FROM fact WHERE recorded_from > ?1 AND recorded_from <= ?2 ORDER BY recorded_from",
            [](const store::Statement& row, CommitChanges& commit) { commit.begun.push_back(row.Integer(0)); }),
        ForEachRow("SELECT recorded_to, recorded_from, cause, reason FROM fact_end WHERE recorded_to > ?1 AND "
                   "recorded_to <= ?2"
                   " ORDER BY recorded_to, recorded_from",
                   [](const store::Statement& row, CommitChanges& commit) {
                     commit.ended.push_back({row.Integer(1), row.Integer(0),
                                             static_cast<v1::RetractionCause>(row.Integer(2)),
                                             std::string(row.Text(3))});
                   }),
        ForEachRow("SELECT recorded_from, name FROM entity"
                   " WHERE merged_into <> '' AND recorded_from > ?1 AND recorded_from <= ?2"
                   " UNION SELECT recorded_to, name FROM entity"
                   " WHERE merged_into <> '' AND recorded_to > ?1 AND recorded_to <= ?2",
                   [](const store::Statement& row, CommitChanges& commit) { commit.merged.emplace_back(row.Text(1)); }),
        ForEachRow(
            "SELECT recorded_from, name FROM purged_article WHERE recorded_from > ?1 AND recorded_from <= ?2"
            " ORDER BY recorded_from",
            [](const store::Statement& row, CommitChanges& commit) { commit.purged.emplace_back(row.Text(1)); })};
    for (const absl::Status& status : read) {
      if (!status.ok()) return status;
    }
    for (CommitChanges& commit : commits_) {
      std::sort(commit.merged.begin(), commit.merged.end());
      commit.merged.erase(std::unique(commit.merged.begin(), commit.merged.end()), commit.merged.end());
    }
    return absl::OkStatus();
  }

 private:
  // Calls `take` for every row of a statement whose parameters are the bounds, with the commit of the change that is
  // its first column.
  absl::Status ForEachRow(absl::string_view statement,
                          absl::FunctionRef<void(const store::Statement&, CommitChanges&)> take) {
    auto select = database_.Prepare(statement);
    if (!select.ok()) return select.status();
    select->Bind(commits_.front().begin).Bind(commits_.back().end);
    while (true) {
      const absl::StatusOr<bool> found = select->Step();
      if (!found.ok()) return found.status();
      if (!*found) return absl::OkStatus();
      const auto commit = std::lower_bound(commits_.begin(), commits_.end(), select->Integer(0),
                                           [](const CommitChanges& one, int64_t change) { return one.end < change; });
      take(*select, *commit);
    }
  }

  store::Database& database_;
  std::vector<CommitChanges>& commits_;
};

// Without their changes.
absl::StatusOr<std::vector<CommitChanges>> FindCommits(store::Database& database, int64_t begin, int64_t limit,
                                                       size_t max_commits) {
  auto select = database.Prepare(
      "SELECT last_offset, nanoseconds FROM commit_time WHERE last_offset > ? ORDER BY last_offset LIMIT ?");
  if (!select.ok()) return select.status();
  select->Bind(begin).Bind(static_cast<int64_t>(max_commits));
  std::vector<CommitChanges> commits;
  while (begin < limit) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) break;
    CommitChanges& commit = commits.emplace_back();
    commit.begin = begin;
    commit.end = std::min(limit, select->Integer(0));
    commit.commit_nanoseconds = select->Integer(1);
    begin = commit.end;
  }
  if (commits.empty()) commits.push_back({begin, limit, 0, {}, {}, {}, {}});
  return commits;
}

}  // namespace

absl::StatusOr<std::vector<CommitChanges>> ReadCommits(store::Database& database, int64_t begin, int64_t limit,
                                                       size_t max_commits) {
  const absl::StatusOr<store::Transaction> reading = store::Transaction::BeginRead(database);
  if (!reading.ok()) return reading.status();
  absl::StatusOr<std::vector<CommitChanges>> commits = FindCommits(database, begin, limit, max_commits);
  if (!commits.ok()) return commits.status();
  if (absl::Status read = CommitReader(database, *commits).Read(); !read.ok()) return read;
  const auto merge =
      std::find_if(commits->begin(), commits->end(), [](const auto& one) { return !one.merged.empty(); });
  if (merge != commits->end()) commits->erase(merge + 1, commits->end());
  return commits;
}

absl::StatusOr<CommitChanges> ReadChangesBetween(store::Database& database, int64_t begin, int64_t end) {
  const absl::StatusOr<store::Transaction> reading = store::Transaction::BeginRead(database);
  if (!reading.ok()) return reading.status();
  const absl::StatusOr<int64_t> time = CommitTimeOf(database, end);
  if (!time.ok()) return time.status();
  std::vector<CommitChanges> all;
  all.push_back({begin, end, *time, {}, {}, {}, {}});
  if (absl::Status read = CommitReader(database, all).Read(); !read.ok()) return read;
  return std::move(all.front());
}

absl::StatusOr<std::optional<int64_t>> FindMergeOrPurgeAfter(store::Database& database, int64_t begin) {
  auto select = database.Prepare(
      "SELECT min(at) FROM (SELECT min(recorded_from) AS at FROM entity WHERE merged_into <> '' AND recorded_from > ?1"
      " UNION ALL SELECT min(recorded_to) FROM entity WHERE merged_into <> '' AND recorded_to > ?1 AND recorded_to < ?2"
      " UNION ALL SELECT min(recorded_from) FROM purged_article WHERE recorded_from > ?1)"
      " AS first");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(begin).Bind(kStillRecorded).Step();
  if (!found.ok()) return found.status();
  if (!*found || select->IsNull(0)) return std::nullopt;
  return select->Integer(0);
}

}  // namespace dateline::index
