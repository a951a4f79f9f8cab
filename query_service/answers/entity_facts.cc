#include "query_service/answers/entity_facts.h"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "query_service/answers/fact_matches.h"
#include "query_service/answers/merged_entities.h"

namespace dateline::answers {
namespace {

constexpr int64_t kFromTheNewest = std::numeric_limits<int64_t>::max();

// The first participant of the role; nothing: there is none.
const v1::Participant* FindRole(const v1::Fact& fact, v1::ParticipantRole role) {
  for (const v1::Participant& participant : fact.participants()) {
    if (participant.role() == role) return &participant;
  }
  return nullptr;
}

v1::EntityOffice OfficeOf(const v1::Fact& fact) {
  v1::EntityOffice office;
  office.set_title(fact.office().title());
  office.set_normalized_title(fact.office().normalized_title());
  const v1::Participant* organization = FindRole(fact, v1::PARTICIPANT_ROLE_ORGANIZATION);
  const v1::Participant* country = FindRole(fact, v1::PARTICIPANT_ROLE_COUNTRY);
  if (organization != nullptr) office.set_organization(organization->entity());
  if (country != nullptr) {
    office.set_country_code(country->country_code());
  } else if (organization != nullptr) {
    office.set_country_code(organization->country_code());
  }
  office.set_fact(fact.name());
  return office;
}

absl::StatusOr<v1::Fact> ParseStoredFact(ReadState& state, int64_t recorded_from) {
  const absl::StatusOr<std::string> bytes = state.snapshot.ReadFactBytes(recorded_from);
  if (!bytes.ok()) return bytes.status();
  v1::Fact fact;
  if (fact.ParseFromString(*bytes)) return fact;
  return absl::DataLossError(absl::StrCat("the stored fact of change ", recorded_from, " is damaged"));
}

// Calls `visit` with what each fact says that gives the entity an office, from the newest on, until it returns false.
template <typename Visit>
absl::Status VisitOffices(ReadState& state, const std::string& entity, absl::Time deadline, Visit visit) {
  v1::FactFilter filter;
  filter.add_entities(entity);
  filter.add_roles(v1::PARTICIPANT_ROLE_HOLDER);
  filter.add_kinds(v1::FACT_KIND_OFFICE);
  absl::StatusOr<FactMatches> matches = FactMatches::Open(state, filter, kFromTheNewest, deadline);
  if (!matches.ok()) return matches.status();
  while (true) {
    const absl::StatusOr<std::optional<int64_t>> found = matches->Next();
    if (!found.ok() || !found->has_value()) return found.status();
    const absl::StatusOr<v1::Fact> fact = ParseStoredFact(state, **found);
    if (!fact.ok()) return fact.status();
    if (!visit(**found, *fact)) return absl::OkStatus();
  }
}

absl::StatusOr<int64_t> CountByWalk(ReadState& state, const std::string& entity, absl::Time deadline) {
  v1::FactFilter filter;
  filter.add_entities(entity);
  absl::StatusOr<FactMatches> matches = FactMatches::Open(state, filter, kFromTheNewest, deadline);
  if (!matches.ok()) return matches.status();
  for (int64_t count = 0;; ++count) {
    const absl::StatusOr<std::optional<int64_t>> found = matches->Next();
    if (!found.ok()) return found.status();
    if (!found->has_value()) return count;
  }
}

// Of the facts that hold: how many are posted under one of `others`, and not under `counted`.
absl::StatusOr<int64_t> CountOthers(ReadState& state, std::unique_ptr<index::Postings> others, index::Postings& counted,
                                    absl::Time deadline) {
  int64_t next = state.at;
  for (int64_t count = 0;;) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    const absl::StatusOr<std::optional<int64_t>> found = others->SeekAtMost(next);
    if (!found.ok()) return found.status();
    if (!found->has_value()) return count;
    next = **found - 1;
    const absl::StatusOr<index::FactRow> fact = state.snapshot.ReadFact(**found);
    if (!fact.ok()) return fact.status();
    const absl::StatusOr<std::optional<int64_t>> same = counted.SeekAtMost(**found);
    if (!same.ok()) return same.status();
    if (fact->recorded_to > state.at && *same != *found) ++count;
  }
}

// At the newest state. The name with the most facts is not walked: its facts are counted.
absl::StatusOr<int64_t> CountNewest(ReadState& state, const std::vector<std::string>& names, absl::Time deadline) {
  std::vector<index::TermEntry> terms;
  for (const std::string& name : names) {
    const absl::StatusOr<index::TermEntry> term = state.snapshot.FindTerm({index::TermField::kFactEntity, name});
    if (!term.ok()) return term.status();
    if (term->number != 0) terms.push_back(*term);
  }
  if (terms.empty()) return 0;
  std::sort(terms.begin(), terms.end(), [](const index::TermEntry& left, const index::TermEntry& right) {
    return left.live_count > right.live_count;
  });
  if (terms.size() == 1) return terms.front().live_count;
  std::vector<std::unique_ptr<index::Postings>> others;
  for (size_t i = 1; i < terms.size(); ++i) others.push_back(state.snapshot.OpenPostings(terms[i].number));
  const auto counted = state.snapshot.OpenPostings(terms.front().number);
  const absl::StatusOr<int64_t> more =
      CountOthers(state, std::make_unique<index::UnionPostings>(std::move(others)), *counted, deadline);
  if (!more.ok()) return more.status();
  return terms.front().live_count + *more;
}

}  // namespace

absl::StatusOr<int64_t> CountFacts(ReadState& state, const std::string& entity, absl::Time deadline) {
  if (!state.is_newest()) return CountByWalk(state, entity, deadline);
  const absl::StatusOr<std::vector<std::string>> names = NamesOfEntity(state, entity);
  if (!names.ok()) return names.status();
  return CountNewest(state, *names, deadline);
}

absl::StatusOr<std::vector<v1::EntityOffice>> FindOffices(ReadState& state, const std::string& entity,
                                                          absl::Time deadline) {
  // The walk is from the newest to the oldest: what is met last is the first.
  using Office = std::tuple<std::string, std::string, std::string>;
  std::map<Office, std::pair<int64_t, v1::EntityOffice>> first_of_office;
  const absl::Status walked = VisitOffices(state, entity, deadline, [&](int64_t recorded_from, const v1::Fact& fact) {
    const v1::EntityOffice office = OfficeOf(fact);
    first_of_office[{office.normalized_title(), office.organization(), office.country_code()}] = {recorded_from,
                                                                                                  office};
    return true;
  });
  if (!walked.ok()) return walked;
  std::map<int64_t, v1::EntityOffice> in_order;
  for (auto& [key, first] : first_of_office) in_order.emplace(first.first, std::move(first.second));
  std::vector<v1::EntityOffice> offices;
  for (auto& [recorded_from, office] : in_order) offices.push_back(std::move(office));
  return offices;
}

absl::StatusOr<bool> HoldsOffices(ReadState& state, const std::string& entity, const TitleWords& words,
                                  absl::Time deadline) {
  TitleWords rest = words;
  const absl::Status walked = VisitOffices(state, entity, deadline, [&rest](int64_t, const v1::Fact& fact) {
    rest.Remove(fact);
    return !rest.empty();
  });
  if (!walked.ok()) return walked;
  return rest.empty();
}

}  // namespace dateline::answers
