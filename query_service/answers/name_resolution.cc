#include "query_service/answers/name_resolution.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "platform/unicode/edit_distance.h"
#include "platform/unicode/fold.h"
#include "query_service/answers/entity_facts.h"
#include "query_service/answers/merged_entities.h"
#include "query_service/answers/name_score.h"
#include "query_service/answers/title_words.h"
#include "query_service/index/postings.h"
#include "query_service/index/term.h"

namespace dateline::answers {
namespace {

using index::Term;
using index::TermField;
using Words = std::vector<std::string>;

constexpr size_t kMaxTitledNameWords = 8;
constexpr double kMostOfTitledName = 0.9;

// Of each field one of the terms.
using Query = std::vector<std::vector<Term>>;

absl::StatusOr<std::unique_ptr<index::Postings>> OpenQuery(index::Snapshot& snapshot, const Query& query) {
  std::vector<std::unique_ptr<index::Postings>> fields;
  for (const std::vector<Term>& terms : query) {
    std::vector<std::unique_ptr<index::Postings>> lists;
    for (const Term& term : terms) {
      absl::StatusOr<std::unique_ptr<index::Postings>> list = snapshot.OpenPostings(term);
      if (!list.ok()) return list.status();
      lists.push_back(*std::move(list));
    }
    fields.push_back(std::make_unique<index::UnionPostings>(std::move(lists)));
  }
  return std::make_unique<index::IntersectionPostings>(std::move(fields));
}

Query WordsQuery(absl::Span<const std::string> words) {
  Query query;
  for (const std::string& word : words) query.push_back({{TermField::kEntityWord, word}});
  return query;
}

// The words of names that are near enough to each word.
absl::StatusOr<Query> NearWordsQuery(ReadState& state, const Words& words, absl::Time deadline) {
  constexpr size_t kMaxBytesOfLetter = 4;
  constexpr size_t kWordsBetweenLooks = 4096;  // at the clock
  Query query;
  size_t compared = 0;
  for (const std::string& word : words) {
    std::vector<Term>& terms = query.emplace_back();
    terms.push_back({TermField::kEntityWord, word});
    const std::u32string letters = unicode::CodePoints(word);
    const int allowed = AllowedSlips(letters);
    if (allowed == 0) continue;
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    const auto slips = static_cast<size_t>(allowed);
    const absl::Status visited = state.snapshot.VisitEntityWords(
        letters.size() - slips, (letters.size() + slips) * kMaxBytesOfLetter, [&](absl::string_view other) {
          const bool is_near = unicode::EditDistance(letters, unicode::CodePoints(other), allowed) <= allowed;
          if (is_near && other != word) terms.push_back({TermField::kEntityWord, std::string(other)});
          return ++compared % kWordsBetweenLooks == 0 ? CheckDeadline(deadline) : absl::OkStatus();
        });
    if (!visited.ok()) return visited;
  }
  return query;
}

// Collects the entities that a query finds, each once.
class Candidates {
 public:
  Candidates(ReadState& state, const v1::ResolveEntitiesRequest& request, const Holders& holders)
      : state_(state), request_(request), holders_(holders) {}

  absl::Status Collect(const Query& query, bool allows_slips, int limit, absl::Time deadline) {
    auto postings = OpenQuery(state_.snapshot, query);
    if (!postings.ok()) return postings.status();
    int64_t next = state_.at;
    for (int count = 0; count < limit;) {
      if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
      const absl::StatusOr<std::optional<int64_t>> found = (*postings)->SeekAtMost(next);
      if (!found.ok() || !found->has_value()) return found.status();
      const absl::StatusOr<bool> holds = LookAt(**found, allows_slips);
      if (!holds.ok()) return holds.status();
      if (*holds) ++count;
      next = **found - 1;
    }
    return absl::OkStatus();
  }

  std::map<std::string, v1::ResolvedEntity>& found() { return found_; }

  bool has_person() const {
    return std::any_of(found_.begin(), found_.end(),
                       [](const auto& found) { return found.second.entity().type() == v1::ENTITY_TYPE_PERSON; });
  }

 private:
  // False: the version has ended.
  absl::StatusOr<bool> LookAt(int64_t recorded_from, bool allows_slips) {
    const absl::StatusOr<index::EntityRow> row = state_.snapshot.ReadEntity(recorded_from);
    if (!row.ok()) return row.status();
    if (row->recorded_to <= state_.at) return false;
    v1::Entity entity;
    if (!entity.ParseFromString(row->bytes)) {
      return absl::DataLossError(absl::StrCat("the stored entity of change ", recorded_from, " is damaged"));
    }
    if (!entity.merged_into().empty()) {
      absl::StatusOr<std::optional<v1::Entity>> stands_for = FindStoredEntity(state_, entity.merged_into());
      if (!stands_for.ok()) return stands_for.status();
      if (!stands_for->has_value()) return true;
      entity = **std::move(stands_for);
    }
    if (found_.contains(entity.name())) return true;
    if (absl::Status scored = Score(std::move(entity), allows_slips); !scored.ok()) return scored;
    return true;
  }

  absl::Status Score(v1::Entity entity, bool allows_slips) {
    const bool is_asked_for = (request_.type() == v1::ENTITY_TYPE_UNSPECIFIED || request_.type() == entity.type()) &&
                              (request_.country_code().empty() || request_.country_code() == entity.country_code()) &&
                              (!holders_.has_value() || holders_->contains(entity.name()));
    if (!is_asked_for) return absl::OkStatus();
    if (absl::Status added = AddNamesOfMerged(state_, entity); !added.ok()) return added;
    v1::ResolvedEntity resolved;
    resolved.set_score(NameScore(request_.text(), entity, allows_slips));
    if (resolved.score() == 0) return absl::OkStatus();
    const std::string name = entity.name();
    *resolved.mutable_entity() = std::move(entity);
    found_.emplace(name, std::move(resolved));
    return absl::OkStatus();
  }

  ReadState& state_;
  const v1::ResolveEntitiesRequest& request_;
  const Holders& holders_;
  std::map<std::string, v1::ResolvedEntity> found_;  // by resource name
};

// The persons named by the last of the words who hold offices of all words before: by as many last words as name any.
class TitledPersons {
 public:
  TitledPersons(ReadState& state, const v1::ResolveEntitiesRequest& request, const Holders& holders)
      : state_(state), request_(request), holders_(holders) {
    request_.set_type(v1::ENTITY_TYPE_PERSON);
  }

  absl::StatusOr<std::map<std::string, v1::ResolvedEntity>> Find(const Words& words, int limit, absl::Time deadline) {
    const size_t longest_name = std::min(words.size(), kMaxTitledNameWords + 1) - 1;
    for (size_t titles = words.size() - longest_name; titles < words.size(); ++titles) {
      const TitleWords title_words(absl::MakeConstSpan(words).first(titles));
      if (title_words.empty()) continue;
      const absl::Span<const std::string> name = absl::MakeConstSpan(words).subspan(titles);
      request_.set_text(absl::StrJoin(name, " "));
      Candidates candidates(state_, request_, holders_);
      const absl::Status all = candidates.Collect(WordsQuery(name), false, limit, deadline);
      if (!all.ok()) return all;
      if (absl::Status kept = KeepHolders(title_words, deadline, candidates.found()); !kept.ok()) return kept;
      if (!candidates.found().empty()) return std::move(candidates.found());
    }
    return std::map<std::string, v1::ResolvedEntity>();
  }

 private:
  absl::Status KeepHolders(const TitleWords& title_words, absl::Time deadline,
                           std::map<std::string, v1::ResolvedEntity>& found) {
    for (auto person = found.begin(); person != found.end();) {
      const absl::StatusOr<bool> holds = HoldsOffices(state_, person->first, title_words, deadline);
      if (!holds.ok()) return holds.status();
      person->second.set_score(std::min(person->second.score(), kMostOfTitledName));
      person = *holds ? std::next(person) : found.erase(person);
    }
    return absl::OkStatus();
  }

  ReadState& state_;
  v1::ResolveEntitiesRequest request_;
  const Holders& holders_;
};

absl::Status CollectAll(ReadState& state, const v1::ResolveEntitiesRequest& request, size_t enough, int max_candidates,
                        absl::Time deadline, const Holders& holders, Candidates& candidates) {
  const Words words = unicode::FoldedWords(request.text());
  const std::string whole_name = index::WholeName(request.text());
  const Query whole = {{{TermField::kEntityName, whole_name}, {TermField::kEntityAlias, whole_name}}};
  for (const Query& query : {whole, WordsQuery(words)}) {
    const absl::Status collected = candidates.Collect(query, false, max_candidates, deadline);
    if (!collected.ok()) return collected;
  }
  const bool may_be_person = request.type() == v1::ENTITY_TYPE_UNSPECIFIED || request.type() == v1::ENTITY_TYPE_PERSON;
  if (may_be_person && !candidates.has_person()) {
    auto titled = TitledPersons(state, request, holders).Find(words, max_candidates, deadline);
    if (!titled.ok()) return titled.status();
    candidates.found().merge(*titled);
  }
  if (candidates.found().size() >= enough) return absl::OkStatus();
  const absl::StatusOr<Query> near = NearWordsQuery(state, words, deadline);
  if (!near.ok()) return near.status();
  return candidates.Collect(*near, true, max_candidates, deadline);
}

}  // namespace

absl::StatusOr<std::vector<v1::ResolvedEntity>> ResolveName(ReadState& state, const v1::ResolveEntitiesRequest& request,
                                                            size_t enough, int max_candidates, absl::Time deadline) {
  if (unicode::FoldedWords(request.text()).empty()) return std::vector<v1::ResolvedEntity>();
  const absl::StatusOr<Holders> holders = FindHolders(state, request.office(), deadline);
  if (!holders.ok()) return holders.status();
  Candidates candidates(state, request, *holders);
  const absl::Status collected = CollectAll(state, request, enough, max_candidates, deadline, *holders, candidates);
  if (!collected.ok()) return collected;
  std::vector<v1::ResolvedEntity> ranked;
  for (auto& [name, resolved] : candidates.found()) {
    const absl::StatusOr<int64_t> count = CountFacts(state, name, deadline);
    if (!count.ok()) return count.status();
    resolved.set_fact_count(*count);
    ranked.push_back(std::move(resolved));
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const v1::ResolvedEntity& left, const v1::ResolvedEntity& right) {
    return std::make_tuple(-left.score(), -left.fact_count()) < std::make_tuple(-right.score(), -right.fact_count());
  });
  return ranked;
}

}  // namespace dateline::answers
