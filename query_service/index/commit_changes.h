// What each commit changed, in order.
#ifndef DATELINE_QUERY_SERVICE_INDEX_COMMIT_CHANGES_H_
#define DATELINE_QUERY_SERVICE_INDEX_COMMIT_CHANGES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "dateline/v1/fact.pb.h"
#include "platform/store/database.h"

namespace dateline::index {

// A version of a fact that ended.
struct EndedFact {
  int64_t recorded_from = 0;
  int64_t recorded_to = 0;
  v1::RetractionCause cause = v1::RETRACTION_CAUSE_UNSPECIFIED;
  std::string reason;
};

// What leads from the state `begin` to the state `end`: the changes of one transaction of the feed, or a part of them
// when not all were applied yet.
struct CommitChanges {
  int64_t begin = 0;
  int64_t end = 0;
  int64_t commit_nanoseconds = 0;
  // recorded_from of the versions of facts that were recorded, those that ended again too.
  std::vector<int64_t> begun;
  // By recorded_to.
  std::vector<EndedFact> ended;
  // Names of entities that were or are merged into another, and changed.
  std::vector<std::string> merged;
  // Names of articles, in the order of the changes.
  std::vector<std::string> purged;
};

// The changes after the state `begin`, up to `max_commits` transactions. The last may change merges, and no other
// does; it ends at `limit` where that is
// earlier. At least one. REQUIRES: begin < limit, which the index has reached.
absl::StatusOr<std::vector<CommitChanges>> ReadCommits(store::Database& database, int64_t begin, int64_t limit,
                                                       size_t max_commits);

// The changes after the state `begin` up to `end`, whatever transactions there are.
absl::StatusOr<CommitChanges> ReadChangesBetween(store::Database& database, int64_t begin, int64_t end);

// The first change after the state `begin` by which an entity begins or ceases to stand for another, or an article is
// purged; nothing: none yet.
absl::StatusOr<std::optional<int64_t>> FindMergeOrPurgeAfter(store::Database& database, int64_t begin);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_COMMIT_CHANGES_H_
