#include "query_service/watches/standing_query.h"

#include <utility>

#include "query_service/answers/word_matches.h"
#include "query_service/segments/fact_term.h"

namespace dateline::watches {
namespace {

using answers::SearchQuery;
using segments::FactField;

using Fields = std::vector<std::vector<std::string>>;

void AddWords(const SearchQuery& query, Fields& fields);

// One field of every part, if each has one: what matches has a term of the part that is true.
void AddUnion(const SearchQuery& query, Fields& fields) {
  std::vector<std::string> keys;
  for (const SearchQuery& part : query.parts) {
    Fields of_part;
    AddWords(part, of_part);
    if (of_part.empty()) return;
    keys.insert(keys.end(), of_part[0].begin(), of_part[0].end());
  }
  fields.push_back(std::move(keys));
}

void AddWords(const SearchQuery& query, Fields& fields) {
  switch (query.kind) {
    case SearchQuery::Kind::kWord:
    case SearchQuery::Kind::kPhrase:
      for (const std::string& word : query.words) fields.push_back({segments::TermKey(FactField::kWord, word)});
      return;
    case SearchQuery::Kind::kAll:
      for (const SearchQuery& part : query.parts) AddWords(part, fields);
      return;
    case SearchQuery::Kind::kAny:
      AddUnion(query, fields);
      return;
    case SearchQuery::Kind::kPrefix:
    case SearchQuery::Kind::kNot:
      return;
  }
}

}  // namespace

absl::StatusOr<StandingQuery> StandingQuery::Create(const v1::FactFilter& filter, absl::string_view words) {
  if (words.empty()) return StandingQuery(filter, std::nullopt);
  absl::StatusOr<SearchQuery> query = answers::ParseSearchQuery(words);
  if (!query.ok()) return query.status();
  return StandingQuery(filter, *std::move(query));
}

std::vector<std::string> StandingQuery::Entities() const {
  std::vector<std::string> entities(filter_.entities().begin(), filter_.entities().end());
  entities.insert(entities.end(), filter_.places().begin(), filter_.places().end());
  entities.insert(entities.end(), filter_.speakers().begin(), filter_.speakers().end());
  if (!filter_.counterpart().empty()) entities.push_back(filter_.counterpart());
  return entities;
}

StandingQueryAt::StandingQueryAt(const StandingQuery& query, const answers::ReadState& state,
                                 const answers::Corroboration& corroboration)
    : query_(query), selection_(state, query.filter()) {
  if (query.CountsSources()) selection_.RequireSources(query.filter().min_independent_sources(), corroboration);
}

segments::DocSet StandingQueryAt::Select(const segments::SegmentView& view) const {
  segments::DocSet facts = selection_.Select(view);
  if (query_.words().has_value() && !facts.IsEmpty()) answers::KeepMatches(*query_.words(), *view.segment, facts);
  return facts;
}

std::vector<std::vector<std::string>> StandingQueryAt::Fields() const {
  std::vector<std::vector<std::string>> fields = selection_.Keys();
  if (query_.words().has_value()) AddWords(*query_.words(), fields);
  return fields;
}

}  // namespace dateline::watches
