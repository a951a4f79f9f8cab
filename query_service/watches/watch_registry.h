// Which watches may have to do with a fact.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_WATCH_REGISTRY_H_
#define DATELINE_QUERY_SERVICE_WATCHES_WATCH_REGISTRY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "query_service/answers/read_state.h"
#include "query_service/watches/due_commits.h"
#include "query_service/watches/standing_query.h"

namespace dateline::watches {

using WatchId = uint64_t;

// Files each watch under the terms of its rarest field. That a commit may hold something is noted for terms and not for
// watches: it costs as much as the commit has terms, however many watches there are. Not thread-safe.
class WatchRegistry {
 public:
  // StableHash of a term's key.
  using TermHash = uint64_t;

  // How rare a term is follows from the facts of `state`, and from its merges who goes by which names. REQUIRES: the id
  // is not in use.
  void Add(WatchId id, const StandingQuery& query, const answers::ReadState& state,
           const answers::Corroboration& corroboration);
  void Remove(WatchId id);

  // Adds those of a fact's terms by which the watches that it may match are filed. Whom a watch's filter names must
  // still go by the same names.
  void FindTerms(absl::Span<const TermHash> fact, std::vector<TermHash>& found) const;
  // The commit, which follows all those before, has facts of the terms; adds to `waiting` who waits for one of them,
  // and does so no longer, or waits for nothing any more.
  void MarkDue(const CommitRange& commit, absl::Span<const TermHash> terms, std::vector<WatchId>& waiting);
  // The watch is to be told by MarkDue.
  void Wait(WatchId id);
  // Of the commits that may hold something for the watch and do not end by `seen`, the first ones.
  std::optional<CommitRange> NextDue(WatchId id, int64_t seen) const;
  // All that may hold something for the watch, with what lies between.
  CommitRange Due(WatchId id) const;
  // There were no commits.
  void ForgetDue();

  // Adds those whose filters name the entity, by any of its names.
  void FindForEntity(absl::string_view entity, absl::flat_hash_set<WatchId>& found) const;

  size_t size() const { return filed_.size(); }
  // Some watch counts sources.
  bool CountsSources() const { return counting_sources_ > 0; }

 private:
  // The keys under which a watch is filed.
  struct Filed {
    std::vector<TermHash> terms;
    std::vector<TermHash> entities;
    bool counts_sources = false;
  };
  struct Term {
    size_t watches = 0;
    absl::flat_hash_set<WatchId> waiting;
    DueCommits due;
  };

  absl::flat_hash_map<WatchId, Filed> filed_;
  absl::flat_hash_map<TermHash, Term> terms_;
  absl::flat_hash_map<TermHash, std::vector<WatchId>> by_entity_;
  size_t counting_sources_ = 0;
};

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_WATCH_REGISTRY_H_
