// Which watches may have to do with a fact.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_WATCH_REGISTRY_H_
#define DATELINE_QUERY_SERVICE_WATCHES_WATCH_REGISTRY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "query_service/answers/read_state.h"
#include "query_service/segments/fact_document.h"
#include "query_service/watches/standing_query.h"

namespace dateline::watches {

using WatchId = uint64_t;

// Files each watch under the terms of its rarest field, so that a fact is held only against the watches that have one
// of its terms. Terms are kept as hashes. Not thread-safe.
class WatchRegistry {
 public:
  // How rare a term is follows from the facts of `state`, and from its merges who goes by which names. REQUIRES: the id
  // is not in use.
  void Add(WatchId id, const StandingQuery& query, const answers::ReadState& state,
           const answers::Corroboration& corroboration);
  void Remove(WatchId id);

  // Adds the watches that the fact may match. Whom a watch's filter names must still go by the same names.
  void FindFor(const segments::FactDocument& fact, absl::flat_hash_set<WatchId>& found) const;
  // Adds those whose filters name the entity, by any of its names.
  void FindForEntity(absl::string_view entity, absl::flat_hash_set<WatchId>& found) const;

  size_t size() const { return filed_.size(); }
  // Some watch counts sources.
  bool CountsSources() const { return counting_sources_ > 0; }

 private:
  using TermHash = uint64_t;
  // The keys under which a watch is filed.
  struct Filed {
    std::vector<TermHash> terms;
    std::vector<TermHash> entities;
    bool counts_sources = false;
  };
  using Lists = absl::flat_hash_map<TermHash, std::vector<WatchId>>;

  static void AddTo(Lists& lists, const std::vector<TermHash>& keys, WatchId id);
  static void RemoveFrom(Lists& lists, const std::vector<TermHash>& keys, WatchId id);

  absl::flat_hash_map<WatchId, Filed> filed_;
  Lists by_term_;
  Lists by_entity_;
  size_t counting_sources_ = 0;
  absl::flat_hash_set<WatchId> of_everything_;  // without a field that is a term
};

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_WATCH_REGISTRY_H_
