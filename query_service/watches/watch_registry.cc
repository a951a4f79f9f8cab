#include "query_service/watches/watch_registry.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "query_service/segments/stable_hash.h"

namespace dateline::watches {
namespace {

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
  SortUnique(filed.terms);
  SortUnique(filed.entities);
  if (filed.terms.empty()) of_everything_.insert(id);
  AddTo(by_term_, filed.terms, id);
  AddTo(by_entity_, filed.entities, id);
  filed_.emplace(id, std::move(filed));
}

void WatchRegistry::Remove(WatchId id) {
  const auto filed = filed_.find(id);
  if (filed == filed_.end()) return;
  RemoveFrom(by_term_, filed->second.terms, id);
  RemoveFrom(by_entity_, filed->second.entities, id);
  of_everything_.erase(id);
  counting_sources_ -= filed->second.counts_sources ? 1 : 0;
  filed_.erase(filed);
}

void WatchRegistry::AddTo(Lists& lists, const std::vector<TermHash>& keys, WatchId id) {
  for (const TermHash key : keys) lists[key].push_back(id);
}

void WatchRegistry::RemoveFrom(Lists& lists, const std::vector<TermHash>& keys, WatchId id) {
  for (const TermHash key : keys) {
    const auto list = lists.find(key);
    std::erase(list->second, id);
    if (list->second.empty()) lists.erase(list);
  }
}

void WatchRegistry::FindFor(const segments::FactDocument& fact, absl::flat_hash_set<WatchId>& found) const {
  const auto add = [&](absl::string_view key) {
    if (key.empty()) return;
    const auto list = by_term_.find(segments::StableHash(key));
    if (list != by_term_.end()) found.insert(list->second.begin(), list->second.end());
  };
  for (size_t i = 0; i < fact.term_count(); ++i) add(fact.term(i));
  for (size_t i = 0; i < fact.word_count(); ++i) add(fact.word(i));
  found.insert(of_everything_.begin(), of_everything_.end());
}

void WatchRegistry::FindForEntity(absl::string_view entity, absl::flat_hash_set<WatchId>& found) const {
  const auto list = by_entity_.find(segments::StableHash(entity));
  if (list != by_entity_.end()) found.insert(list->second.begin(), list->second.end());
}

}  // namespace dateline::watches
