#include "tests/index_model/model_answers.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace dateline::testing {
namespace {

std::optional<absl::CivilDay> EarliestDay(const ModelFact& fact) {
  if (!fact.fact.time().has_earliest()) return std::nullopt;
  const v1::Date& date = fact.fact.time().earliest();
  return absl::CivilDay(date.year(), date.month(), date.day());
}

// What the order compares; greater comes first.
std::tuple<int, double> Rank(const ModelFact& fact, v1::FactOrder order) {
  const auto day = EarliestDay(fact);
  switch (order) {
    case v1::FACT_ORDER_CONFIDENCE:
      return {0, fact.fact.confidence()};
    case v1::FACT_ORDER_TIME:
      return day.has_value() ? std::tuple(0, static_cast<double>(*day - absl::CivilDay())) : std::tuple(-1, 0.0);
    default:
      return {0, static_cast<double>(fact.offset)};
  }
}

// The week that has the day's Thursday.
std::string IsoWeek(absl::CivilDay day) {
  while (absl::GetWeekday(day) != absl::Weekday::thursday) {
    absl::GetWeekday(day) == absl::Weekday::friday || absl::GetWeekday(day) == absl::Weekday::saturday ||
            absl::GetWeekday(day) == absl::Weekday::sunday
        ? --day
        : ++day;
  }
  return absl::StrFormat("%04d-W%02d", day.year(), (absl::GetYearDay(day) - 1) / 7 + 1);
}

std::set<std::string> DayKeys(const ModelFact& fact, v1::FactDimension dimension) {
  const auto day = EarliestDay(fact);
  if (!day.has_value()) return {};
  if (dimension == v1::FACT_DIMENSION_WEEK) return {IsoWeek(*day)};
  const std::string text = absl::StrFormat("%04d-%02d-%02d", day->year(), day->month(), day->day());
  return {text.substr(0, dimension == v1::FACT_DIMENSION_DAY ? 10 : dimension == v1::FACT_DIMENSION_MONTH ? 7 : 4)};
}

std::set<std::string> KeysOf(const ModelFact& model, v1::FactDimension dimension) {
  const v1::Fact& fact = model.fact;
  switch (dimension) {
    case v1::FACT_DIMENSION_KIND:
      return {v1::FactKind_Name(fact.kind())};
    case v1::FACT_DIMENSION_EVENT_TYPE:
      if (fact.event_type() == v1::EVENT_TYPE_UNSPECIFIED) return {};
      return {v1::EventType_Name(fact.event_type())};
    case v1::FACT_DIMENSION_MODE:
      return {fact.mode()};
    case v1::FACT_DIMENSION_CONTEXT:
      return {fact.contexts().begin(), fact.contexts().end()};
    case v1::FACT_DIMENSION_MODALITY:
      return {v1::Modality_Name(fact.modality())};
    case v1::FACT_DIMENSION_ENTITY:
      return model.entities;
    case v1::FACT_DIMENSION_COUNTRY:
      return model.countries;
    case v1::FACT_DIMENSION_PLACE:
      return model.places;
    case v1::FACT_DIMENSION_SPEAKER:
      return model.speakers;
    case v1::FACT_DIMENSION_PUBLISHER:
      return {model.publisher};
    case v1::FACT_DIMENSION_RECORDED_DAY:
      return {absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(model.commit_seconds), absl::UTCTimeZone())};
    default:
      return DayKeys(model, dimension);
  }
}

// One list of keys for each choice of a key in each dimension.
std::vector<std::vector<std::string>> GroupsOf(const ModelFact& fact, const v1::AggregateFactsRequest& request) {
  std::vector<std::vector<std::string>> groups = {{}};
  for (const int dimension : request.group_by()) {
    std::set<std::string> keys = KeysOf(fact, static_cast<v1::FactDimension>(dimension));
    if (keys.empty()) keys.insert("");
    std::vector<std::vector<std::string>> longer;
    for (const auto& group : groups) {
      for (const std::string& key : keys) {
        longer.push_back(group);
        longer.back().push_back(key);
      }
    }
    groups = longer;
  }
  return groups;
}

std::string DisplayName(const ModelState& state, v1::FactDimension dimension, const std::string& key) {
  const bool is_entity = dimension == v1::FACT_DIMENSION_ENTITY || dimension == v1::FACT_DIMENSION_PLACE ||
                         dimension == v1::FACT_DIMENSION_SPEAKER;
  const auto entity = state.entities.find(key);
  return is_entity && entity != state.entities.end() ? entity->second.display_name() : "";
}

std::vector<v1::FactTypeCount> ToTypeCounts(const std::map<std::pair<int, int>, int64_t>& counts) {
  std::vector<v1::FactTypeCount> result;
  for (const auto& [type, count] : counts) {
    result.emplace_back();
    result.back().set_kind(static_cast<v1::FactKind>(type.first));
    result.back().set_event_type(static_cast<v1::EventType>(type.second));
    result.back().set_fact_count(count);
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const auto& left, const auto& right) { return left.fact_count() > right.fact_count(); });
  return result;
}

// How often a word that is wanted stands in the fact.
int Occurrences(const TextQuery& wanted, const ModelFact& fact) {
  int count = 0;
  for (const ModelText& text : fact.texts) {
    for (size_t i = 0; i < text.words.size(); ++i) {
      const bool fits = i + wanted.words.size() <= text.words.size();
      if (wanted.kind == TextQuery::Kind::kPrefix) {
        count += absl::StartsWith(text.words[i], wanted.words.front());
      } else {
        count += fits && std::equal(wanted.words.begin(), wanted.words.end(), text.words.begin() + i);
      }
    }
  }
  return count;
}

double WordsOf(const ModelFact& fact) {
  double count = 0;
  for (const ModelText& text : fact.texts) count += static_cast<double>(text.words.size());
  return count;
}

}  // namespace

std::vector<const ModelFact*> ListFacts(const ModelState& state, const v1::FactFilter& filter, v1::FactOrder order,
                                        bool ascending) {
  std::vector<const ModelFact*> facts;
  for (auto fact = state.facts.rbegin(); fact != state.facts.rend(); ++fact) {
    if (Matches(state, *fact, filter)) facts.push_back(&*fact);
  }
  std::stable_sort(facts.begin(), facts.end(), [&](const ModelFact* left, const ModelFact* right) {
    const auto [left_group, left_value] = Rank(*left, order);
    const auto [right_group, right_value] = Rank(*right, order);
    if (left_group != right_group) return left_group > right_group;
    return ascending ? left_value < right_value : left_value > right_value;
  });
  return facts;
}

v1::Fact Show(const v1::Fact& fact, v1::FactView view) {
  v1::Fact shown = fact;
  if (view != v1::FACT_VIEW_BASIC) return shown;
  shown.clear_theme();
  shown.clear_trigger();
  shown.clear_evidence();
  shown.clear_attribution();
  shown.clear_extractor();
  return shown;
}

double Score(const ModelState& state, const TextQuery& query, const ModelFact& fact) {
  double all_words = 0;
  for (const ModelFact& other : state.facts) all_words += WordsOf(other);
  const double facts = static_cast<double>(state.facts.size());
  const double length = WordsOf(fact) / (all_words / facts);
  std::vector<const TextQuery*> wanted;
  query.AddWanted(wanted);
  double score = 0;
  for (const TextQuery* word : wanted) {
    const double found = static_cast<double>(std::count_if(
        state.facts.begin(), state.facts.end(), [&](const ModelFact& other) { return word->Matches(other); }));
    const double rarity = std::log(1 + (facts - found + 0.5) / (found + 0.5));
    const double often = Occurrences(*word, fact);
    score += rarity * often * (1.2 + 1) / (often + 1.2 * (1 - 0.75 + 0.75 * length));
  }
  return score;
}

v1::AggregateFactsResponse AggregateFacts(const ModelState& state, const v1::AggregateFactsRequest& request,
                                          const TextQuery* query) {
  v1::AggregateFactsResponse response;
  std::map<std::vector<std::string>, int64_t> counts;
  for (const ModelFact& fact : state.facts) {
    if (!Matches(state, fact, request.filter()) || (query != nullptr && !query->Matches(fact))) continue;
    response.set_total_facts(response.total_facts() + 1);
    for (const auto& group : GroupsOf(fact, request)) ++counts[group];
  }
  std::vector<std::pair<std::vector<std::string>, int64_t>> groups(counts.begin(), counts.end());
  if (request.order_by() != v1::FACT_GROUP_ORDER_KEY) {
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto& left, const auto& right) { return left.second > right.second; });
  }
  response.set_total_groups(static_cast<int64_t>(groups.size()));
  const size_t limit = request.max_groups() == 0 ? 50 : static_cast<size_t>(request.max_groups());
  if (groups.size() > limit) groups.resize(limit);
  for (const auto& [keys, count] : groups) {
    v1::FactGroup* group = response.add_groups();
    group->set_fact_count(count);
    for (size_t i = 0; i < keys.size(); ++i) {
      group->add_keys(keys[i]);
      group->add_display_names(DisplayName(state, request.group_by(static_cast<int>(i)), keys[i]));
    }
  }
  return response;
}

std::vector<v1::Counterpart> ListCounterparts(const ModelState& state, const std::string& entity,
                                              const v1::FactFilter& filter) {
  const std::string standing = state.StandsFor(entity);
  std::map<std::string, v1::Counterpart> found;
  std::map<std::string, std::map<std::pair<int, int>, int64_t>> types;
  for (const ModelFact& model : state.facts) {
    if (model.entities.count(standing) == 0 || !Matches(state, model, filter)) continue;
    const v1::Fact& fact = model.fact;
    for (const std::string& name : model.entities) {
      if (name == standing) continue;
      v1::Counterpart& counterpart = found[name];
      counterpart.set_fact_count(counterpart.fact_count() + 1);
      counterpart.set_latest_fact(fact.name());
      ++types[name][{fact.kind(), fact.event_type()}];
      const auto day = [](const v1::Date& date) { return std::tuple(date.year(), date.month(), date.day()); };
      const v1::FactTime& time = fact.time();
      const bool is_first = !counterpart.has_first_day() || day(time.earliest()) < day(counterpart.first_day());
      const bool is_last = !counterpart.has_last_day() || day(time.latest()) > day(counterpart.last_day());
      if (time.has_earliest() && is_first) *counterpart.mutable_first_day() = time.earliest();
      if (time.has_latest() && is_last) *counterpart.mutable_last_day() = time.latest();
    }
  }
  std::vector<v1::Counterpart> counterparts;
  for (auto& [name, counterpart] : found) {
    counterpart.set_entity(name);
    const std::vector<v1::FactTypeCount> counts = ToTypeCounts(types[name]);
    counterpart.mutable_fact_type_counts()->Assign(counts.begin(), counts.end());
    const auto known = state.entities.find(name);
    if (known != state.entities.end()) {
      counterpart.set_display_name(known->second.display_name());
      counterpart.set_entity_type(known->second.type());
    }
    counterparts.push_back(counterpart);
  }
  std::stable_sort(counterparts.begin(), counterparts.end(),
                   [](const auto& left, const auto& right) { return left.fact_count() > right.fact_count(); });
  return counterparts;
}

std::vector<v1::FactTypeCount> CountTypes(const ModelState& state, const std::string& entity) {
  std::map<std::pair<int, int>, int64_t> counts;
  for (const ModelFact& fact : state.facts) {
    if (fact.entities.count(state.StandsFor(entity)) > 0) ++counts[{fact.fact.kind(), fact.fact.event_type()}];
  }
  return ToTypeCounts(counts);
}

}  // namespace dateline::testing
