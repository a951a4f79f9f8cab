#include "query_service/answers/claim_candidates.h"

#include <algorithm>
#include <utility>

#include "query_service/answers/fact_selection.h"
#include "query_service/claims/relation.h"
#include "query_service/segments/fact_days.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::Segment;

constexpr int kMostEntities = 100;

// What is known of when a fact holds and when its article came out.
using Days = std::vector<segments::DayRange>;

bool AreNear(const Days& one, const Days& other) {
  if (one.empty() || other.empty()) return true;
  return std::any_of(one.begin(), one.end(), [&](const segments::DayRange& days) {
    return std::any_of(other.begin(), other.end(), [&](const segments::DayRange& others) {
      return days.first - claims::kMostDaysApart <= others.last && others.first <= days.last + claims::kMostDaysApart;
    });
  });
}

bool IsBounded(const segments::DayRange& days) {
  return days.first != segments::kFirstDay && days.last != segments::kLastDay;
}

Days DaysOf(const v1::Fact& fact, std::optional<int32_t> published) {
  Days known;
  if (fact.has_time() && IsBounded(segments::DaysOf(fact.time()).range)) {
    known.push_back(segments::DaysOf(fact.time()).range);
  }
  if (published.has_value()) known.push_back({*published, *published});
  return known;
}

// Of the facts of a segment, those near `days`.
void KeepNear(const Days& days, const Segment& segment, DocSet& facts) {
  const auto first = segment.Column<int32_t>(segments::kDayFirst);
  const auto last = segment.Column<int32_t>(segments::kDayLast);
  const auto recurring = segment.Column<uint16_t>(segments::kRecurring);
  const auto published_first = segment.Column<int32_t>(segments::kPublishedFirst);
  const auto published_last = segment.Column<int32_t>(segments::kPublishedLast);
  facts.ForEach([&](Doc doc) {
    Days known;
    if (recurring[doc] != 0 && IsBounded({first[doc], last[doc]})) known.push_back({first[doc], last[doc]});
    if (published_first[doc] == published_last[doc]) known.push_back({published_first[doc], published_first[doc]});
    if (!AreNear(days, known)) facts.Clear(doc);
  });
}

v1::FactFilter FilterOfType(const v1::Fact& fact) {
  v1::FactFilter filter;
  filter.add_kinds(fact.kind());
  if (fact.event_type() != v1::EVENT_TYPE_UNSPECIFIED) filter.add_event_types(fact.event_type());
  return filter;
}

// Facts of one type that share somebody, near in time or whenever.
struct Candidates {
  v1::FactFilter filter;
  bool whenever = false;
};

std::vector<Candidates> CandidatesFor(const v1::Fact& fact) {
  Candidates near{FilterOfType(fact)};
  std::vector<Candidates> all;
  for (const v1::Participant& participant : fact.participants()) {
    if (participant.entity().empty() || near.filter.entities_size() == kMostEntities) continue;
    const bool is_holder = participant.role() == v1::PARTICIPANT_ROLE_HOLDER;
    if (!is_holder && claims::IsLocal(participant.entity())) continue;
    if (is_holder) {
      Candidates& held = all.emplace_back(Candidates{FilterOfType(fact), true});
      held.filter.add_entities(participant.entity());
    } else {
      near.filter.add_entities(participant.entity());
    }
  }
  if (fact.kind() != v1::FACT_KIND_OFFICE || near.filter.entities_size() > 0) all.push_back(std::move(near));
  return all;
}

}  // namespace

absl::StatusOr<ClaimCandidates> FindClaimCandidates(const ReadState& state, const v1::Fact& fact,
                                                    std::optional<int32_t> published, size_t limit,
                                                    absl::Time deadline) {
  const Days days = DaysOf(fact, published);
  std::vector<std::pair<FactSelection, bool>> selections;
  for (const Candidates& each : CandidatesFor(fact))
    selections.emplace_back(FactSelection(state, each.filter), each.whenever);
  ClaimCandidates candidates;
  const std::vector<segments::SegmentView>& views = state.facts().views();
  for (auto view = views.rbegin(); view != views.rend(); ++view) {
    if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
    DocSet facts(view->segment->fact_count());
    for (const auto& [selection, whenever] : selections) {
      DocSet some = selection.Select(*view);
      if (!whenever) KeepNear(days, *view->segment, some);
      facts.Or(some);
    }
    const bool all = facts.ForEachDescending([&](Doc doc) {
      if (candidates.facts.size() == limit) return false;
      candidates.facts.push_back({&*view, doc});
      return true;
    });
    if (all) continue;
    candidates.is_incomplete = true;
    break;
  }
  return candidates;
}

}  // namespace dateline::answers
