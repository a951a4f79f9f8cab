#include "tests/index_model/model_state.h"

#include <algorithm>
#include <tuple>

#include "platform/unicode/fold.h"

namespace dateline::testing {
namespace {

using YearMonthDay = std::tuple<int, int, int>;

YearMonthDay Split(const v1::Date& date) { return {date.year(), date.month(), date.day()}; }

// The range with its open ends closed; no day of the calendar lies outside.
std::pair<YearMonthDay, YearMonthDay> Ends(const v1::DateRange& range) {
  return {range.has_first() ? Split(range.first()) : YearMonthDay{0, 0, 0},
          range.has_last() ? Split(range.last()) : YearMonthDay{10000, 0, 0}};
}

// Of "XXXX-MM-DD"; every year is tried.
bool RecursWithin(const std::string& edtf, const v1::DateRange& range) {
  const auto [first, last] = Ends(range);
  const int month = std::stoi(edtf.substr(5, 2)), day = std::stoi(edtf.substr(8, 2));
  for (int year = 1; year < 10000; ++year) {
    const YearMonthDay occurrence{year, month, day};
    if (first <= occurrence && occurrence <= last) return true;
  }
  return false;
}

bool MayHold(const v1::FactTime& time, const v1::DateRange& range) {
  if (time.edtf().rfind("XXXX-", 0) == 0) return RecursWithin(time.edtf(), range);
  const auto [first, last] = Ends(range);
  return (!time.has_latest() || Split(time.latest()) >= first) &&
         (!time.has_earliest() || Split(time.earliest()) <= last);
}

// Every day that the date may be lies between its smallest and its greatest completion.
bool MayLie(const v1::Date& date, const v1::DateRange& range) {
  if (date.year() == 0) return false;
  const auto [first, last] = Ends(range);
  const YearMonthDay smallest{date.year(), std::max(1, date.month()), std::max(1, date.day())};
  const YearMonthDay greatest{date.year(), date.month() == 0 ? 12 : date.month(), date.day() == 0 ? 31 : date.day()};
  return greatest >= first && smallest <= last;
}

template <typename Values, typename Value>
bool IsEmptyOrHas(const Values& values, const Value& value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

template <typename Values>
bool IsEmptyOrMeets(const Values& values, const std::set<std::string>& held) {
  return values.empty() ||
         std::any_of(values.begin(), values.end(), [&](const std::string& value) { return held.count(value) > 0; });
}

// By any of their names.
template <typename Names>
std::vector<std::string> StandingFor(const ModelState& state, const Names& names) {
  std::vector<std::string> standing;
  for (const std::string& name : names) standing.push_back(state.StandsFor(name));
  return standing;
}

bool ParticipantMatches(const ModelState& state, const ModelFact& fact, const v1::FactFilter& filter) {
  if (filter.entities().empty() && filter.roles().empty()) return true;
  const std::vector<std::string> entities = StandingFor(state, filter.entities());
  return std::any_of(fact.participants.begin(), fact.participants.end(), [&](const auto& participant) {
    return IsEmptyOrHas(entities, participant.second) && IsEmptyOrHas(filter.roles(), participant.first);
  });
}

bool TimesMatch(const ModelFact& fact, const v1::FactFilter& filter) {
  const v1::TimeRange& recorded = filter.recorded();
  return (!filter.has_valid_time() || (fact.fact.has_time() && MayHold(fact.fact.time(), filter.valid_time()))) &&
         (!filter.has_published() || MayLie(fact.published, filter.published())) &&
         (!recorded.has_begin_time() || fact.commit_seconds >= recorded.begin_time().seconds()) &&
         (!recorded.has_end_time() || fact.commit_seconds < recorded.end_time().seconds());
}

void AddText(v1::SearchField field, const std::string& text, ModelFact& model) {
  if (!text.empty()) model.texts.push_back({field, text, unicode::FoldedWords(text)});
}

const std::string& Readable(const v1::TextSpan& span) {
  return span.plain_text().empty() ? span.text() : span.plain_text();
}

void AddPlaceAndSpeakers(const ModelState& state, ModelFact& model) {
  const v1::Fact& fact = model.fact;
  if (fact.has_place()) {
    if (!fact.place().entity().empty()) model.places.insert(state.StandsFor(fact.place().entity()));
    if (!fact.place().country_code().empty()) model.countries.insert(fact.place().country_code());
    AddText(v1::SEARCH_FIELD_PLACE, fact.place().display_name(), model);
  }
  const v1::Participant& speaker = fact.attribution().speaker();
  if (!speaker.entity().empty()) model.speakers.insert(state.StandsFor(speaker.entity()));
  AddText(v1::SEARCH_FIELD_SPEAKER, speaker.display_name(), model);
  if (fact.kind() != v1::FACT_KIND_STATEMENT) return;
  for (const auto& [role, entity] : model.participants) {
    if (role == v1::PARTICIPANT_ROLE_SPEAKER) model.speakers.insert(entity);
  }
}

}  // namespace

std::string ModelState::StandsFor(const std::string& name) const {
  const auto entity = entities.find(name);
  return entity == entities.end() || entity->second.merged_into().empty() ? name : entity->second.merged_into();
}

void Resolve(const ModelState& state, ModelFact& model) {
  const v1::Fact& fact = model.fact;
  AddText(v1::SEARCH_FIELD_EVIDENCE, Readable(fact.evidence()), model);
  AddText(v1::SEARCH_FIELD_THEME, Readable(fact.theme()), model);
  for (const v1::Participant& participant : fact.participants()) {
    const std::string entity = state.StandsFor(participant.entity());
    model.participants.emplace_back(participant.role(), entity);
    model.entities.insert(entity);
    if (!participant.country_code().empty()) model.countries.insert(participant.country_code());
    AddText(v1::SEARCH_FIELD_PARTICIPANT, participant.display_name(), model);
  }
  AddPlaceAndSpeakers(state, model);
}

bool Matches(const ModelState& state, const ModelFact& model, const v1::FactFilter& filter) {
  const v1::Fact& fact = model.fact;
  return ParticipantMatches(state, model, filter) &&
         (filter.counterpart().empty() || model.entities.count(state.StandsFor(filter.counterpart())) > 0) &&
         IsEmptyOrHas(filter.kinds(), fact.kind()) && IsEmptyOrHas(filter.event_types(), fact.event_type()) &&
         IsEmptyOrHas(filter.modalities(), fact.modality()) && IsEmptyOrHas(filter.publishers(), model.publisher) &&
         (filter.article().empty() || filter.article() == model.article) && IsEmptyOrHas(filter.modes(), fact.mode()) &&
         IsEmptyOrMeets(filter.contexts(), {fact.contexts().begin(), fact.contexts().end()}) &&
         (!filter.has_negated() || filter.negated() == fact.negated()) && TimesMatch(model, filter) &&
         IsEmptyOrMeets(filter.countries(), model.countries) &&
         IsEmptyOrMeets(StandingFor(state, filter.places()), model.places) &&
         IsEmptyOrMeets(StandingFor(state, filter.speakers()), model.speakers) &&
         (!filter.has_min_confidence() || fact.confidence() >= filter.min_confidence());
}

}  // namespace dateline::testing
