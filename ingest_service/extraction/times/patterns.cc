#include "ingest_service/extraction/times/patterns.h"

#include <algorithm>

#include "ingest_service/extraction/times/calendar_patterns.h"
#include "ingest_service/extraction/times/clock_patterns.h"
#include "ingest_service/extraction/times/duration_patterns.h"
#include "ingest_service/extraction/times/holiday_patterns.h"
#include "ingest_service/extraction/times/relative_patterns.h"

namespace dateline::extraction {
namespace {

using Type = TimeExpression::Type;
using Pattern = std::optional<Found> (*)(Words, int);

std::optional<Found> Longest(Words words, int at, std::initializer_list<Pattern> patterns) {
  std::optional<Found> longest;
  for (const Pattern pattern : patterns) {
    std::optional<Found> found = pattern(words, at);
    if (found && (!longest || found->end > longest->end)) longest = found;
  }
  return longest;
}

// Behind "the end of", "early", "earlier in", "mid-" at `at`; `at`: no modifier.
int SkipModifier(Words words, int at) {
  const int core = Reads(words, at, "the") ? at + 1 : at;
  if (ReadsAny(words, core, {"end", "beginning", "start", "middle", "close", "turn", "eve"}) &&
      Reads(words, core + 1, "of"))
    return core + 2;
  if (Reads(words, core, "mid")) return IsGluedDash(At(words, core + 1)) ? core + 2 : core + 1;
  if (ReadsAny(words, core, {"early", "late"})) return IsGluedDash(At(words, core + 1)) ? core + 2 : core + 1;
  if (ReadsAny(words, core, {"earlier", "later", "sometime", "early", "late"}))
    return Reads(words, core + 1, "in") ? core + 2 : core + 1;
  return at;
}

// "in the month" of "earlier in the month"; only behind a modifier.
std::optional<Found> DefiniteUnitAt(Words words, int at) {
  if (!ReadsAny(words, at, {"the", "this"})) return std::nullopt;
  const auto unit = UnitOf(At(words, at + 1).lower);
  if (!unit || *unit < Unit::kDay || IsPluralUnit(At(words, at + 1).lower)) return std::nullopt;
  Found found;
  found.begin = at;
  found.end = at + 2;
  found.meaning.shift_unit = unit;
  return found;
}

// Months that are other words too need a sign that they are meant.
bool IsDoubtfulMonth(Words words, const Found& found) {
  const bool bare = found.meaning.month && !found.meaning.day && !found.meaning.year && found.end == found.begin + 1;
  if (!bare) return false;
  if (ReadsAny(words, found.begin - 1, {"in",      "of",     "since",  "until", "till", "by",    "from",   "to",
                                        "through", "during", "last",   "next",  "this", "early", "late",   "mid",
                                        "the",     "every",  "before", "after", "and",  "or",    "between"})) {
    return false;
  }
  return ReadsAny(words, found.begin, {"may", "march", "mar", "jan", "jun", "sep", "dec"}) ||
         At(words, found.end).capitalized;
}

// "this year", "last week" behind a month or weekday: "June last year", "Friday of last week".
void TakeOuterUnit(Words words, Found* found) {
  if (found->meaning.year || found->meaning.shift_unit || (!found->meaning.month && !found->meaning.weekday)) return;
  const int at = Reads(words, found->end, "of") ? found->end + 1 : found->end;
  if (!ReadsAny(words, at, {"this", "last", "next", "the"})) return;
  const auto outer = NeighbourAt(words, at);
  if (!outer || !outer->meaning.shift_unit) return;
  const Unit unit = *outer->meaning.shift_unit;
  if (unit != (found->meaning.month ? Unit::kYear : Unit::kWeek)) return;
  found->meaning.shift_unit = unit;
  found->meaning.shift = outer->meaning.shift;
  found->end = outer->end;
}

void TakeDayPart(Words words, Found* found) {
  const Meaning& meaning = found->meaning;
  const bool is_day = meaning.day || meaning.weekday || meaning.shift_unit == Unit::kDay;
  if (!is_day || !meaning.day_part.empty()) return;
  const absl::string_view part = DayPartOf(At(words, found->end).lower);
  if (part.empty()) return;
  found->meaning.day_part = part;
  ++found->end;
}

// A point in time with its modifier and what narrows it.
std::optional<Found> PointAt(Words words, int at) {
  const int core = SkipModifier(words, at);
  std::optional<Found> found =
      Longest(words, core, {CalendarDateAt, HolidayAt, DeicticAt, NeighbourAt, PartOfYearAt, SeasonOrYearAt});
  if (core > at && !found) found = DefiniteUnitAt(words, core);
  if (!found && Reads(words, core, "the")) {  // "the 1990s", "the 12th of December"
    found = CalendarDateAt(words, core + 1);
    const bool day_first = found && found->meaning.day && At(words, core + 1).number > 0;
    if (found && !found->meaning.decade && !found->meaning.century && !day_first) found.reset();
  }
  if (!found) return std::nullopt;
  if (core == at && IsDoubtfulMonth(words, *found)) return std::nullopt;
  const bool bare_weekday = found->meaning.weekday && !found->meaning.day && !found->meaning.shift_unit;
  if (bare_weekday && core > at && ReadsAny(words, core - 1, {"earlier", "later"})) return std::nullopt;
  found->begin = at;
  TakeOuterUnit(words, &*found);
  TakeDayPart(words, &*found);
  return found;
}

// "9 a.m. Tuesday", "5 p.m. EST, Nov. 6", "noon on Friday".
std::optional<Found> ClockPointAt(Words words, int at) {
  std::optional<Found> clock = ClockTimeAt(words, at);
  if (!clock) return std::nullopt;
  int next = clock->end;
  if (ReadsAny(words, next, {",", "on"})) ++next;
  const auto day = Longest(words, next, {CalendarDateAt, DeicticAt});
  const bool is_day = day && (day->meaning.day || day->meaning.weekday || day->meaning.shift_unit == Unit::kDay);
  if (!is_day) return clock;
  const Meaning meaning = clock->meaning;
  clock->meaning = day->meaning;
  clock->meaning.type = Type::kTime;
  clock->meaning.hour = meaning.hour;
  clock->meaning.minute = meaning.minute;
  clock->end = day->end;
  return clock;
}

// "year end", "year-end", "year's end", "the year" as in "the year 2000" is no such.
std::optional<Found> YearEndAt(Words words, int at) {
  if (!Reads(words, at, "year")) return std::nullopt;
  int next = at + 1;
  if (IsGluedDash(At(words, next))) ++next;
  if (ReadsAny(words, next, {"'", "’"}) && Reads(words, next + 1, "s")) next += 2;
  if (!Reads(words, next, "end")) return std::nullopt;
  Found found;
  found.begin = at;
  found.end = next + 1;
  found.meaning.shift_unit = Unit::kYear;
  return found;
}

}  // namespace

std::optional<Found> TimeAt(Words words, int at) {
  std::optional<Found> found =
      Longest(words, at, {ClockPointAt, PointAt, DistanceAt, DurationAt, SetAt, ReferenceAt, YearEndAt});
  if (!found) return std::nullopt;
  found->begin = at;
  if (!found->meaning.day_part.empty() && found->meaning.type == Type::kDate) found->meaning.type = Type::kTime;
  return found;
}

}  // namespace dateline::extraction
