#include "query_service/answers/entity_facts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "platform/unicode/fold.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/index/commit_times.h"
#include "query_service/segments/fact_document.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::FactField;
using segments::Segment;
using segments::SegmentView;

v1::FactFilter FactsOf(const std::string& entity) {
  v1::FactFilter filter;
  filter.add_entities(entity);
  return filter;
}

// Restricts to the facts that give somebody an office, not those that deny it.
void AskForOffices(v1::FactFilter& filter) {
  filter.add_roles(v1::PARTICIPANT_ROLE_HOLDER);
  filter.add_kinds(v1::FACT_KIND_OFFICE);
  filter.set_negated(false);
}

// The first participant of the role; nothing: there is none.
const v1::Participant* FindRole(const v1::Fact& fact, v1::ParticipantRole role) {
  for (const v1::Participant& participant : fact.participants()) {
    if (participant.role() == role) return &participant;
  }
  return nullptr;
}

v1::EntityOffice OfficeOf(const v1::Fact& fact, int64_t commit_nanoseconds) {
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
  office.set_edtf(fact.time().edtf());
  if (fact.time().has_earliest()) *office.mutable_earliest() = fact.time().earliest();
  if (fact.time().has_latest()) *office.mutable_latest() = fact.time().latest();
  *office.mutable_first_recorded_time() = index::TimestampOf(commit_nanoseconds);
  office.set_evidence(segments::SearchedText(fact.evidence()));
  return office;
}

bool IsSameOffice(const v1::EntityOffice& left, const v1::EntityOffice& right) {
  return left.normalized_title() == right.normalized_title() && left.organization() == right.organization() &&
         left.country_code() == right.country_code();
}

// Calls take(place, fact) for the facts of `select`, in the order in which they were recorded, until it fails.
template <typename Select, typename Take>
absl::Status ForEachFact(const ReadState& state, absl::Time deadline, Select select, Take take) {
  for (const SegmentView& view : state.facts().views()) {
    std::vector<Doc> docs;
    select(view).ForEach([&docs](Doc doc) { docs.push_back(doc); });
    for (const Doc doc : docs) {
      if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
      const segments::FactPlace place = {&view, doc};
      const absl::StatusOr<v1::Fact> fact = place.Read();
      if (!fact.ok()) return fact.status();
      take(place, *fact);
    }
  }
  return absl::OkStatus();
}

// Those that give the entity an office.
template <typename Take>
absl::Status ForEachOffice(const ReadState& state, const std::string& entity, absl::Time deadline, Take take) {
  v1::FactFilter filter = FactsOf(entity);
  AskForOffices(filter);
  const FactSelection selection(state, filter);
  return ForEachFact(
      state, deadline, [&](const SegmentView& view) { return selection.Select(view); }, take);
}

void CountTypes(const Segment& segment, const DocSet& facts, std::map<FactType, int64_t>& counts) {
  const auto [first_kind, kind_end] = segment.TermsOfField(FactField::kKind);
  const auto [first_type, type_end] = segment.TermsOfField(FactField::kEventType);
  for (uint32_t kind = first_kind; kind < kind_end; ++kind) {
    DocSet of_kind = facts;
    segment.Docs(kind).AndInto(of_kind);
    FactType type;
    if (!absl::SimpleAtoi(segment.Key(kind).substr(1), &type.first)) continue;
    auto others = static_cast<int64_t>(of_kind.Count());
    for (uint32_t term = first_type; others > 0 && term < type_end; ++term) {
      const auto count = static_cast<int64_t>(segment.Docs(term).CountIn(of_kind));
      if (count == 0 || !absl::SimpleAtoi(segment.Key(term).substr(1), &type.second)) continue;
      counts[type] += count;
      others -= count;
    }
    if (others > 0) counts[{type.first, 0}] += others;
  }
}

}  // namespace

absl::StatusOr<int64_t> CountFacts(const ReadState& state, const std::string& entity, absl::Time deadline) {
  const FactSelection selection(state, FactsOf(entity));
  int64_t count = 0;
  for (const SegmentView& view : state.facts().views()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    count += static_cast<int64_t>(selection.Select(view).Count());
  }
  return count;
}

absl::StatusOr<std::map<FactType, int64_t>> CountFactTypes(const ReadState& state, const std::string& entity,
                                                           absl::Time deadline) {
  const FactSelection selection(state, FactsOf(entity));
  std::map<FactType, int64_t> counts;
  for (const SegmentView& view : state.facts().views()) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    const DocSet facts = selection.Select(view);
    if (!facts.IsEmpty()) CountTypes(*view.segment, facts, counts);
  }
  return counts;
}

absl::StatusOr<std::vector<v1::EntityOffice>> FindOffices(const ReadState& state, const std::string& entity,
                                                          absl::Time deadline) {
  std::vector<v1::EntityOffice> offices;
  const absl::Status read =
      ForEachOffice(state, entity, deadline, [&](const segments::FactPlace& place, const v1::Fact& fact) {
        const auto times = place.view->segment->Column<int64_t>(segments::kCommitNanoseconds);
        v1::EntityOffice office = OfficeOf(fact, times[place.doc]);
        const auto known = std::find_if(offices.begin(), offices.end(),
                                        [&](const v1::EntityOffice& other) { return IsSameOffice(office, other); });
        if (known != offices.end()) {
          if (!known->edtf().empty() || office.edtf().empty()) return;
          offices.erase(known);
        }
        offices.push_back(std::move(office));
      });
  if (!read.ok()) return read;
  return offices;
}

absl::StatusOr<bool> HoldsOffices(const ReadState& state, const std::string& entity, const TitleWords& words,
                                  absl::Time deadline) {
  TitleWords rest = words;
  const absl::Status read = ForEachOffice(
      state, entity, deadline, [&rest](const segments::FactPlace&, const v1::Fact& fact) { rest.Remove(fact); });
  if (!read.ok()) return read;
  return rest.empty();
}

absl::StatusOr<Holders> FindHolders(const ReadState& state, absl::string_view office_words, absl::Time deadline) {
  const std::vector<std::string> words = unicode::FoldedWords(office_words);
  if (words.empty()) return Holders();
  v1::FactFilter filter;
  AskForOffices(filter);
  const FactSelection selection(state, filter);
  std::set<std::string> holders;
  const absl::Status read = ForEachFact(
      state, deadline,
      [&](const SegmentView& view) {
        DocSet facts = selection.Select(view);
        for (const std::string& word : words) {
          const std::optional<uint32_t> term = view.segment->FindTerm(segments::TermKey(FactField::kOfficeWord, word));
          if (!term.has_value()) return DocSet(view.segment->fact_count());
          view.segment->Docs(*term).AndInto(facts);
        }
        return facts;
      },
      [&](const segments::FactPlace&, const v1::Fact& fact) {
        for (const v1::Participant& participant : fact.participants()) {
          if (participant.role() != v1::PARTICIPANT_ROLE_HOLDER || participant.entity().empty()) continue;
          holders.insert(state.snapshot.merged_names().StandsFor(participant.entity(), state.at));
        }
      });
  if (!read.ok()) return read;
  return holders;
}

}  // namespace dateline::answers
