#include "query_service/watches/watch_registry.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "query_service/segments/stable_hash.h"

namespace dateline::watches {
namespace {

// Stands for a term that every fact has: of watches that have none.
constexpr uint64_t kOfEveryFact = 0;

// How many versions of facts have one of the terms.
size_t CountFacts(const segments::FactIndex& facts, const std::vector<std::string>& keys) {
  size_t count = 0;
  for (const segments::SegmentView& view : facts.views()) {
    for (const std::string& key : keys) {
      const std::optional<uint32_t> term = view.segment->FindTerm(key);
      if (term.has_value()) count += view.segment->Docs(*term).size();
    }
  }
  return count;
}

void SortUnique(std::vector<uint64_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  hashes.shrink_to_fit();
}

}  // namespace

void WatchRegistry::Add(WatchId id, const StandingQuery& query, const answers::ReadState& state,
                        const answers::Corroboration& corroboration) {
  Filed filed;
  filed.counts_sources = query.CountsSources();
  counting_sources_ += filed.counts_sources ? 1 : 0;
  size_t fewest = std::numeric_limits<size_t>::max();
  for (const std::vector<std::string>& field : StandingQueryAt(query, state, corroboration).Fields()) {
    const size_t count = CountFacts(state.facts(), field);
    if (count >= fewest) continue;
    fewest = count;
    filed.terms.clear();
    for (const std::string& key : field) filed.terms.push_back(segments::StableHash(key));
  }
  for (const std::string& entity : query.Entities()) {
    for (const std::string& name : state.snapshot.merged_names().NamesOf(entity, state.at)) {
      filed.entities.push_back(segments::StableHash(name));
    }
  }
  if (filed.terms.empty()) filed.terms.push_back(kOfEveryFact);
  SortUnique(filed.terms);
  SortUnique(filed.entities);
  for (const TermHash term : filed.terms) ++terms_[term].watches;
  for (const TermHash entity : filed.entities) by_entity_[entity].push_back(id);
  filed_.emplace(id, std::move(filed));
}

void WatchRegistry::Remove(WatchId id) {
  const auto filed = filed_.find(id);
  if (filed == filed_.end()) return;
  for (const TermHash hash : filed->second.terms) {
    const auto term = terms_.find(hash);
    term->second.waiting.erase(id);
    if (--term->second.watches == 0) terms_.erase(term);
  }
  for (const TermHash entity : filed->second.entities) {
    const auto list = by_entity_.find(entity);
    std::erase(list->second, id);
    if (list->second.empty()) by_entity_.erase(list);
  }
  counting_sources_ -= filed->second.counts_sources ? 1 : 0;
  filed_.erase(filed);
}

void WatchRegistry::FindTerms(absl::Span<const TermHash> fact, std::vector<TermHash>& found) const {
  for (const TermHash hash : fact) {
    if (terms_.contains(hash)) found.push_back(hash);
  }
  if (terms_.contains(kOfEveryFact)) found.push_back(kOfEveryFact);
}

void WatchRegistry::MarkDue(const CommitRange& commit, absl::Span<const TermHash> terms,
                            std::vector<WatchId>& waiting) {
  for (const TermHash hash : terms) {
    const auto found = terms_.find(hash);
    if (found == terms_.end()) continue;
    Term& term = found->second;
    if (term.due.Hull().end < commit.end) term.due.Add(commit);
    waiting.insert(waiting.end(), term.waiting.begin(), term.waiting.end());
    term.waiting.clear();
  }
}

void WatchRegistry::Wait(WatchId id) {
  for (const TermHash hash : filed_.at(id).terms) terms_.at(hash).waiting.insert(id);
}

std::optional<CommitRange> WatchRegistry::NextDue(WatchId id, int64_t seen) const {
  std::optional<CommitRange> next;
  for (const TermHash hash : filed_.at(id).terms) {
    const std::optional<CommitRange> due = terms_.at(hash).due.NextAfter(seen);
    if (due.has_value() && (!next.has_value() || due->begin < next->begin)) next = due;
  }
  return next;
}

CommitRange WatchRegistry::Due(WatchId id) const {
  CommitRange all;
  for (const TermHash hash : filed_.at(id).terms) all = all.Hull(terms_.at(hash).due.Hull());
  return all;
}

void WatchRegistry::ForgetDue() {
  for (auto& [hash, term] : terms_) term.due.Clear();
}

void WatchRegistry::FindForEntity(absl::string_view entity, absl::flat_hash_set<WatchId>& found) const {
  const auto list = by_entity_.find(segments::StableHash(entity));
  if (list != by_entity_.end()) found.insert(list->second.begin(), list->second.end());
}

}  // namespace dateline::watches
