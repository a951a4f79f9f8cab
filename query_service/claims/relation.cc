#include "query_service/claims/relation.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/string_view.h"

namespace dateline::claims {
namespace {

// Articles about one thing come out within days of each other, and what has no date of its own happened shortly before.
constexpr int kNewsDays = 4;
// What an article says of when, apart by more than this, is no mistake about one event but another event.
constexpr int kMistakenDays = 2;

// How much of the words of two facts, without those of names, must be the same: the less, the more they share beside
// them.
// `./dev eval claims` shows what becomes of pairs at each.
constexpr double kFewWords = 0.1;
constexpr double kManyWords = 0.3;
constexpr double kHalfOfTheWords = 0.5;
constexpr double kMostWords = 0.7;

constexpr double kSameTitle = 0.99;
constexpr double kSameMetric = 0.6;

// What two articles say of who holds an office is about one term while they are no further apart.
constexpr int kTermDays = 366;

constexpr double kCloseFigures = 0.02;
constexpr double kCloseApproximateFigures = 0.1;

bool Shares(const Words& one, const Words& other) { return Overlap(one, other) > 0; }

// A person called by one word of the other's name: "Lohan".
bool IsShortFor(const AssertedParticipant& brief, const AssertedParticipant& full) {
  return brief.is_person && full.is_person && !full.is_local && brief.is_name && brief.name.size() == 1 &&
         full.name.size() > 1 && std::binary_search(full.name.begin(), full.name.end(), brief.name.front());
}

bool IsSame(const AssertedParticipant& one, const AssertedParticipant& other) {
  return one.entity == other.entity || IsShortFor(one, other) || IsShortFor(other, one);
}

// Described with the same word: "the driver", "a drunk driver".
bool IsAlike(const AssertedParticipant& one, const AssertedParticipant& other) {
  return (one.is_local || other.is_local) && Shares(one.name, other.name);
}

using Likeness = bool (*)(const AssertedParticipant&, const AssertedParticipant&);

// Is there one like `each`, in its role?
bool Has(const Assertion& assertion, const AssertedParticipant& each, Likeness is_like) {
  return absl::c_any_of(assertion.participants, [&](const AssertedParticipant& other) {
    return each.role == other.role && is_like(each, other);
  });
}

// Somebody known takes part in this role who does not in the other fact.
bool HasStranger(const Assertion& assertion, const Assertion& other, v1::ParticipantRole role) {
  return absl::c_any_of(assertion.participants, [&](const AssertedParticipant& each) {
    return each.role == role && !each.is_local && !Has(other, each, IsSame);
  });
}

// How the participants of two facts go together.
struct Cast {
  int same = 0;
  // There are no more, but some that are described alike.
  bool alike = false;
  // Someone is in the place of somebody else.
  bool differs = false;
  // Nobody is in one fact only.
  bool is_whole = false;
};

Cast CompareParticipants(const Assertion& one, const Assertion& other) {
  Cast cast;
  for (const AssertedParticipant& each : one.participants) {
    if (Has(other, each, IsSame)) ++cast.same;
    if (Has(other, each, IsAlike)) cast.alike = true;
    if (HasStranger(one, other, each.role) && HasStranger(other, one, each.role)) cast.differs = true;
  }
  const auto all_in = [](const Assertion& in, const Assertion& with) {
    return absl::c_all_of(in.participants, [&](const AssertedParticipant& each) { return Has(with, each, IsSame); });
  };
  cast.is_whole = cast.same > 0 && all_in(one, other) && all_in(other, one);
  return cast;
}

enum class When { kApart, kMistaken, kUnknown, kNear };

int Gap(const Days& one, const Days& other) { return std::max({0, one.first - other.last, other.first - one.last}); }

// The days on which a fact may have happened by when its article came out.
std::optional<Days> DaysOf(const Assertion& assertion) {
  if (assertion.days.has_value() || !assertion.published.has_value()) return assertion.days;
  const int lead = assertion.modality == v1::MODALITY_ACTUAL ? 0 : kNewsDays;
  return Days{*assertion.published - kNewsDays, *assertion.published + lead};
}

When CompareDays(const Assertion& one, const Assertion& other) {
  const std::optional<Days> ones = DaysOf(one);
  const std::optional<Days> others = DaysOf(other);
  if (!ones.has_value() || !others.has_value()) return When::kUnknown;
  const int gap = Gap(*ones, *others);
  const bool both_say = one.days.has_value() && other.days.has_value();
  const bool both_exact = both_say && ones->first == ones->last && others->first == others->last;
  if (gap > 0) return both_exact && gap <= kMistakenDays ? When::kMistaken : When::kApart;
  const int length = std::min(ones->last - ones->first, others->last - others->first);
  return length <= 2 * kNewsDays ? When::kNear : When::kUnknown;
}

bool PlacesDiffer(const Assertion& one, const Assertion& other) {
  return !one.place.empty() && !other.place.empty() && one.place != other.place;
}

// Each says figures, and no figure is the same.
bool FiguresDiffer(const Assertion& one, const Assertion& other) {
  return !one.numbers.empty() && !other.numbers.empty() && !Shares(one.numbers, other.numbers);
}

// How many words of two events must be the same beside the words that name them; nothing: no words would do.
std::optional<double> NeededWords(const Cast& cast, When when, bool same_trigger) {
  if (!same_trigger) {
    if (cast.same == 0 || when == When::kUnknown) return std::nullopt;
    return cast.same >= 2 ? kManyWords : kHalfOfTheWords;
  }
  return cast.same > 0 ? kFewWords : kHalfOfTheWords;
}

Relation CompareEvents(const Assertion& one, const Assertion& other) {
  if (one.modality != other.modality) return Relation::kNone;
  const Cast cast = CompareParticipants(one, other);
  const When when = CompareDays(one, other);
  if (cast.differs || PlacesDiffer(one, other) || when == When::kApart) return Relation::kNone;
  const bool same_trigger = Shares(one.trigger, other.trigger);
  const double words = Overlap(one.setting, other.setting);
  if (when == When::kMistaken) {
    const bool is_one_event = cast.is_whole && cast.same >= 2 && same_trigger && words >= kManyWords;
    return is_one_event && one.negated == other.negated ? Relation::kContradicts : Relation::kNone;
  }
  const std::optional<double> needed = NeededWords(cast, when, same_trigger);
  if (!needed.has_value() || words < *needed || FiguresDiffer(one, other)) return Relation::kNone;
  return one.negated == other.negated ? Relation::kConfirms : Relation::kContradicts;
}

Relation CompareStatements(const Assertion& one, const Assertion& other) {
  const Cast cast = CompareParticipants(one, other);
  if (cast.differs || (cast.same == 0 && !cast.alike)) return Relation::kNone;
  const When when = CompareDays(one, other);
  if (when == When::kApart || when == When::kMistaken) return Relation::kNone;
  const bool is_placed = cast.same > 0 && when != When::kUnknown;
  if (Overlap(one.theme, other.theme) < (is_placed ? kHalfOfTheWords : kMostWords)) return Relation::kNone;
  return one.negated == other.negated ? Relation::kConfirms : Relation::kContradicts;
}

// Offices that one person holds at a time, by the last word of their names or those behind which more follows
// ("minister of ..."); not those of deputies and members.
bool HasOneHolder(const Words& office) {
  static constexpr absl::string_view kOneHolder[] = {
      "chancellor", "chief", "governor", "king",     "mayor",     "minister", "pope",    "premier",
      "president",  "queen", "head",     "chairman", "secretary", "director", "emperor", "chairwoman"};
  static constexpr absl::string_view kSeveralHolders[] = {"acting", "assistant", "deputy", "former",
                                                          "member", "vice",      "state"};
  const auto is_in = [&](absl::string_view word) { return std::binary_search(office.begin(), office.end(), word); };
  return absl::c_any_of(kOneHolder, is_in) && absl::c_none_of(kSeveralHolders, is_in);
}

// Where the office is: the same for both, not the same, or not said by both.
enum class Seat { kSame, kUnknown, kAnother };

Seat CompareSeats(const Assertion& one, const Assertion& other) {
  Seat seat = Seat::kUnknown;
  for (const v1::ParticipantRole role : {v1::PARTICIPANT_ROLE_ORGANIZATION, v1::PARTICIPANT_ROLE_COUNTRY}) {
    for (const AssertedParticipant& each : one.participants) {
      for (const AssertedParticipant& another : other.participants) {
        if (each.role != role || another.role != role) continue;
        if (each.entity != another.entity) return Seat::kAnother;
        seat = Seat::kSame;
      }
    }
  }
  return seat;
}

const AssertedParticipant* Holder(const Assertion& assertion) {
  const auto found = absl::c_find_if(
      assertion.participants, [](const AssertedParticipant& each) { return each.role == v1::PARTICIPANT_ROLE_HOLDER; });
  return found == assertion.participants.end() ? nullptr : &*found;
}

// Days between the times for which two office facts speak: that which they say, else the day of the article.
std::optional<int> OfficeGap(const Assertion& one, const Assertion& other) {
  const auto days_of = [](const Assertion& assertion) {
    if (assertion.days.has_value() || !assertion.published.has_value()) return assertion.days;
    return std::optional<Days>(Days{*assertion.published, *assertion.published});
  };
  const std::optional<Days> ones = days_of(one);
  const std::optional<Days> others = days_of(other);
  if (!ones.has_value() || !others.has_value()) return std::nullopt;
  return Gap(*ones, *others);
}

Relation CompareOffices(const Assertion& one, const Assertion& other) {
  const AssertedParticipant* const holder = Holder(one);
  const AssertedParticipant* const other_holder = Holder(other);
  const Seat seat = CompareSeats(one, other);
  if (holder == nullptr || other_holder == nullptr || seat == Seat::kAnother) return Relation::kNone;
  if (one.modality != other.modality || Overlap(one.office, other.office) < kSameTitle) return Relation::kNone;
  const std::optional<int> gap = OfficeGap(one, other);
  if (IsSame(*holder, *other_holder)) {
    if (one.negated == other.negated) return gap.value_or(0) <= kTermDays ? Relation::kConfirms : Relation::kNone;
    return gap.has_value() && *gap <= kNewsDays ? Relation::kContradicts : Relation::kNone;
  }
  const bool can_only_be_one = seat == Seat::kSame && HasOneHolder(one.office) && !one.negated && !other.negated &&
                               one.modality == v1::MODALITY_ACTUAL;
  return can_only_be_one && gap.has_value() && *gap <= kNewsDays ? Relation::kContradicts : Relation::kNone;
}

bool AreClose(const Assertion& one, const Assertion& other) {
  if (one.least <= other.most && other.least <= one.most) return true;
  const double apart = std::min(std::abs(one.least - other.most), std::abs(other.least - one.most));
  const double largest = std::max(std::abs(one.most), std::abs(other.most));
  return apart <= largest * (one.is_approximate || other.is_approximate ? kCloseApproximateFigures : kCloseFigures);
}

Relation CompareQuantities(const Assertion& one, const Assertion& other) {
  if (one.unit != other.unit || one.modality != other.modality) return Relation::kNone;
  if (Overlap(one.metric, other.metric) < kSameMetric) return Relation::kNone;
  const Cast cast = CompareParticipants(one, other);
  const When when = CompareDays(one, other);
  if (cast.differs || PlacesDiffer(one, other) || when == When::kApart || when == When::kMistaken)
    return Relation::kNone;
  const bool is_placed = cast.same > 0 && when != When::kUnknown;
  const double words = Overlap(one.setting, other.setting);
  if (words < (is_placed ? kManyWords : kHalfOfTheWords)) return Relation::kNone;
  if (one.negated != other.negated) return Relation::kContradicts;
  return AreClose(one, other) ? Relation::kConfirms : Relation::kContradicts;
}

std::vector<Days> KnownDays(const Assertion& assertion) {
  std::vector<Days> days;
  if (assertion.days.has_value()) days.push_back(*assertion.days);
  if (assertion.published.has_value()) days.push_back({*assertion.published, *assertion.published});
  return days;
}

bool AreNear(const Assertion& one, const Assertion& other) {
  const std::vector<Days> ones = KnownDays(one);
  const std::vector<Days> others = KnownDays(other);
  if (ones.empty() || others.empty()) return true;
  return absl::c_any_of(ones, [&](const Days& days) {
    return absl::c_any_of(others, [&](const Days& each) { return Gap(days, each) <= kMostDaysApart; });
  });
}

// The known entities that take part, but for the holder of an office.
std::vector<absl::string_view> KnownEntities(const Assertion& assertion) {
  std::vector<absl::string_view> entities;
  for (const AssertedParticipant& each : assertion.participants) {
    const bool is_known = !each.entity.empty() && !each.is_local;
    if (is_known && each.role != v1::PARTICIPANT_ROLE_HOLDER) entities.push_back(each.entity);
  }
  return entities;
}

bool ShareEntity(const Assertion& one, const Assertion& other) {
  const std::vector<absl::string_view> ones = KnownEntities(one);
  const std::vector<absl::string_view> others = KnownEntities(other);
  if (ones.empty() && others.empty()) return one.kind != v1::FACT_KIND_OFFICE;
  return absl::c_any_of(ones, [&](absl::string_view entity) { return absl::c_linear_search(others, entity); });
}

bool ShareHolder(const Assertion& one, const Assertion& other) {
  const AssertedParticipant* const holder = Holder(one);
  const AssertedParticipant* const other_holder = Holder(other);
  return holder != nullptr && other_holder != nullptr && !holder->entity.empty() &&
         holder->entity == other_holder->entity;
}

// See Compare.
bool MayBeRelated(const Assertion& one, const Assertion& other) {
  if (one.kind != other.kind || one.event_type != other.event_type) return false;
  return ShareHolder(one, other) || (ShareEntity(one, other) && AreNear(one, other));
}

}  // namespace

Relation Compare(const Assertion& one, const Assertion& other) {
  if (!MayBeRelated(one, other)) return Relation::kNone;
  switch (one.kind) {
    case v1::FACT_KIND_EVENT:
      return CompareEvents(one, other);
    case v1::FACT_KIND_STATEMENT:
      return CompareStatements(one, other);
    case v1::FACT_KIND_OFFICE:
      return CompareOffices(one, other);
    case v1::FACT_KIND_QUANTITY:
      return CompareQuantities(one, other);
    default:
      return Relation::kNone;
  }
}

}  // namespace dateline::claims
