#include "query_service/answers/name_resolution.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "platform/unicode/fold.h"
#include "query_service/answers/entity_facts.h"
#include "query_service/answers/merged_entities.h"
#include "query_service/answers/posting_query.h"
#include "query_service/answers/title_words.h"
#include "query_service/index/posted_terms.h"

namespace dateline::answers {
namespace {

using index::TermField;
using Words = std::vector<std::string>;

constexpr double kAliasScore = 0.95;
constexpr double kPartScore = 0.9;
constexpr size_t kMaxTitledNameWords = 8;

// The share of the name's words that are in `words`; 0 unless the name has all of `words`.
double ShareOfName(const Words& words, const Words& name) {
  Words rest = name;
  for (const std::string& word : words) {
    const auto found = std::find(rest.begin(), rest.end(), word);
    if (found == rest.end()) return 0;
    rest.erase(found);
  }
  return name.empty() ? 0 : static_cast<double>(words.size()) / static_cast<double>(name.size());
}

double ScoreOfWords(const Words& words, const v1::Entity& entity) {
  if (words.empty()) return 0;
  const Words display_name = unicode::FoldedWords(entity.display_name());
  if (words == display_name) return 1;
  double share = ShareOfName(words, display_name);
  for (const std::string& alias : entity.aliases()) {
    const Words alias_words = unicode::FoldedWords(alias);
    if (words == alias_words) return kAliasScore;
    share = std::max(share, ShareOfName(words, alias_words));
  }
  return kPartScore * share;
}

PostingQuery WholeNameQuery(const std::string& whole_name) {
  PostingQuery query({TermField::kEveryEntity, ""});
  query.BeginField();
  query.AddValue({TermField::kEntityName, whole_name});
  query.AddValue({TermField::kEntityAlias, whole_name});
  return query;
}

PostingQuery WordsQuery(absl::Span<const std::string> words) {
  PostingQuery query({TermField::kEveryEntity, ""});
  for (const std::string& word : words) {
    query.BeginField();
    query.AddValue({TermField::kEntityWord, word});
  }
  return query;
}

// Collects the entities that a query finds, each once.
class Candidates {
 public:
  Candidates(ReadState& state, const v1::ResolveEntitiesRequest& request, Words words)
      : state_(state), request_(request), words_(std::move(words)) {}

  absl::Status Collect(const PostingQuery& query, int limit, absl::Time deadline) {
    auto postings = query.Open(state_.snapshot);
    if (!postings.ok()) return postings.status();
    int64_t next = state_.at;
    for (int count = 0; count < limit; ++count) {
      if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
      const absl::StatusOr<std::optional<int64_t>> found = (*postings)->SeekAtMost(next);
      if (!found.ok() || !found->has_value()) return found.status();
      if (absl::Status looked = LookAt(**found); !looked.ok()) return looked;
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
  absl::Status LookAt(int64_t recorded_from) {
    const absl::StatusOr<index::EntityRow> row = state_.snapshot.ReadEntity(recorded_from);
    if (!row.ok()) return row.status();
    if (row->recorded_to <= state_.at) return absl::OkStatus();
    v1::Entity entity;
    if (!entity.ParseFromString(row->bytes)) {
      return absl::DataLossError(absl::StrCat("the stored entity of change ", recorded_from, " is damaged"));
    }
    if (!entity.merged_into().empty()) {
      absl::StatusOr<std::optional<v1::Entity>> stands_for = FindStoredEntity(state_, entity.merged_into());
      if (!stands_for.ok()) return stands_for.status();
      if (!stands_for->has_value()) return absl::OkStatus();
      entity = **std::move(stands_for);
    }
    return found_.contains(entity.name()) ? absl::OkStatus() : Score(std::move(entity));
  }

  absl::Status Score(v1::Entity entity) {
    const bool is_asked_for = (request_.type() == v1::ENTITY_TYPE_UNSPECIFIED || request_.type() == entity.type()) &&
                              (request_.country_code().empty() || request_.country_code() == entity.country_code());
    if (!is_asked_for) return absl::OkStatus();
    if (absl::Status added = AddNamesOfMerged(state_, entity); !added.ok()) return added;
    v1::ResolvedEntity resolved;
    resolved.set_score(ScoreOfWords(words_, entity));
    if (resolved.score() == 0) return absl::OkStatus();
    const std::string name = entity.name();
    *resolved.mutable_entity() = std::move(entity);
    found_.emplace(name, std::move(resolved));
    return absl::OkStatus();
  }

  ReadState& state_;
  const v1::ResolveEntitiesRequest& request_;
  const Words words_;
  std::map<std::string, v1::ResolvedEntity> found_;  // by resource name
};

// The persons named by the last of `words` who hold offices of all words before: by as many last words as name any.
class TitledPersons {
 public:
  TitledPersons(ReadState& state, const v1::ResolveEntitiesRequest& request) : state_(state), request_(request) {
    request_.set_type(v1::ENTITY_TYPE_PERSON);
  }

  absl::StatusOr<std::map<std::string, v1::ResolvedEntity>> Find(const Words& words, int limit, absl::Time deadline) {
    const size_t longest_name = std::min(words.size(), kMaxTitledNameWords + 1) - 1;
    for (size_t titles = words.size() - longest_name; titles < words.size(); ++titles) {
      const TitleWords title_words(absl::MakeConstSpan(words).first(titles));
      if (title_words.empty()) continue;
      const Words name(words.begin() + static_cast<std::ptrdiff_t>(titles), words.end());
      Candidates candidates(state_, request_, name);
      if (absl::Status all = candidates.Collect(WordsQuery(name), limit, deadline); !all.ok()) return all;
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
      person->second.set_score(std::min(person->second.score(), kPartScore));
      person = *holds ? std::next(person) : found.erase(person);
    }
    return absl::OkStatus();
  }

  ReadState& state_;
  v1::ResolveEntitiesRequest request_;
};

}  // namespace

double NameScore(absl::string_view text, const v1::Entity& entity) {
  return ScoreOfWords(unicode::FoldedWords(text), entity);
}

absl::StatusOr<std::vector<v1::ResolvedEntity>> ResolveName(ReadState& state, const v1::ResolveEntitiesRequest& request,
                                                            int max_candidates, absl::Time deadline) {
  const Words words = unicode::FoldedWords(request.text());
  if (words.empty()) return std::vector<v1::ResolvedEntity>();
  Candidates candidates(state, request, words);
  for (const PostingQuery& query : {WholeNameQuery(index::WholeName(request.text())), WordsQuery(words)}) {
    if (absl::Status collected = candidates.Collect(query, max_candidates, deadline); !collected.ok()) return collected;
  }
  const bool may_be_person = request.type() == v1::ENTITY_TYPE_UNSPECIFIED || request.type() == v1::ENTITY_TYPE_PERSON;
  if (may_be_person && !candidates.has_person()) {
    auto titled = TitledPersons(state, request).Find(words, max_candidates, deadline);
    if (!titled.ok()) return titled.status();
    candidates.found().merge(*titled);
  }
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
