// The commits that were gone through last.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_RECENT_COMMITS_H_
#define DATELINE_QUERY_SERVICE_WATCHES_RECENT_COMMITS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>

#include "query_service/index/commit_changes.h"

namespace dateline::watches {

// Up to 4,096 commits and 16 MiB, one after the other: each is read once, however many watches it concerns. Not
// thread-safe.
class RecentCommits {
 public:
  using Commit = std::shared_ptr<const index::CommitChanges>;

  // REQUIRES: it begins where the last one ends, if there is one.
  void Add(Commit commit);
  void Clear();
  // The one that begins at the state; null: it is not there.
  Commit FindFrom(int64_t begin) const;

 private:
  std::deque<Commit> commits_;
  size_t bytes_ = 0;  // of all of them
};

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_RECENT_COMMITS_H_
