#include "query_service/answers/entity_facts.h"

#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "query_service/answers/fact_matches.h"

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

}  // namespace

absl::StatusOr<int64_t> CountFacts(ReadState& state, const std::string& entity, absl::Time deadline) {
  if (state.is_newest()) {
    const absl::StatusOr<index::TermEntry> term = state.snapshot.FindTerm({index::TermField::kFactEntity, entity});
    if (!term.ok()) return term.status();
    return term->live_count;
  }
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

absl::StatusOr<std::vector<v1::EntityOffice>> FindOffices(ReadState& state, const std::string& entity,
                                                          absl::Time deadline) {
  v1::FactFilter filter;
  filter.add_entities(entity);
  filter.add_roles(v1::PARTICIPANT_ROLE_HOLDER);
  filter.add_kinds(v1::FACT_KIND_OFFICE);
  absl::StatusOr<FactMatches> matches = FactMatches::Open(state, filter, kFromTheNewest, deadline);
  if (!matches.ok()) return matches.status();
  // The walk is from the newest to the oldest: what is met last is the first.
  using Office = std::tuple<std::string, std::string, std::string>;
  std::map<Office, std::pair<int64_t, v1::EntityOffice>> first_of_office;
  while (true) {
    const absl::StatusOr<std::optional<int64_t>> found = matches->Next();
    if (!found.ok()) return found.status();
    if (!found->has_value()) break;
    const absl::StatusOr<v1::Fact> fact = ParseStoredFact(state, **found);
    if (!fact.ok()) return fact.status();
    const v1::EntityOffice office = OfficeOf(*fact);
    first_of_office[{office.normalized_title(), office.organization(), office.country_code()}] = {**found, office};
  }
  std::map<int64_t, v1::EntityOffice> in_order;
  for (auto& [key, first] : first_of_office) in_order.emplace(first.first, std::move(first.second));
  std::vector<v1::EntityOffice> offices;
  for (auto& [recorded_from, office] : in_order) offices.push_back(std::move(office));
  return offices;
}

}  // namespace dateline::answers
