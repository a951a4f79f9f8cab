#include "ingest_service/extraction/times/relative_patterns.h"

#include <cmath>

#include "ingest_service/extraction/times/calendar_patterns.h"
#include "ingest_service/extraction/times/duration_patterns.h"

namespace dateline::extraction {
namespace {

using Type = TimeExpression::Type;

Found MakeFound(int begin, int end) {
  Found found;
  found.begin = begin;
  found.end = end;
  return found;
}

int SkipThe(Words words, int at) { return Reads(words, at, "the") ? at + 1 : at; }

// -1, 0, 1 and the direction for "last", "this", "next" and their like.
struct Side {
  int shift = 0;
  bool from_spoken = false;
  Direction direction = Direction::kThis;
  int end = 0;
};

std::optional<Side> SideAt(Words words, int at) {
  if (Reads(words, at, "this coming") || Reads(words, at, "this past")) {
    const bool coming = Reads(words, at + 1, "coming");
    return Side{coming ? 1 : -1, false, coming ? Direction::kFuture : Direction::kPast, at + 2};
  }
  if (Reads(words, at, "that same")) return Side{0, true, Direction::kThis, at + 2};
  if (ReadsAny(words, at, {"that", "same"})) return Side{0, true, Direction::kThis, at + 1};
  if (ReadsAny(words, at, {"this", "current"})) return Side{0, false, Direction::kThis, at + 1};
  if (Reads(words, at, "latest")) return Side{0, false, Direction::kPrevious, at + 1};
  if (ReadsAny(words, at, {"last", "past", "previous", "preceding"})) return Side{-1, false, Direction::kPast, at + 1};
  const bool after_the = Reads(words, at - 1, "the");
  if (after_the && (Reads(words, at, "following") || Reads(words, at, "next day")))
    return Side{1, true, Direction::kFuture, at + 1};
  if (ReadsAny(words, at, {"next", "coming", "upcoming"})) return Side{1, false, Direction::kFuture, at + 1};
  return std::nullopt;
}

// The year that a part of a year belongs to: "2019", "last year", "this fiscal year", "the year".
std::optional<Found> YearReferenceAt(Words words, int at) {
  if (std::optional<Found> year = YearAt(words, at)) return year;
  int next = SkipThe(words, at);
  const auto side = SideAt(words, next);
  if (side) next = side->end;
  if (Reads(words, next, "fiscal") || Reads(words, next, "calendar")) ++next;
  if (!Reads(words, next, "year") || (!side && next == at)) return std::nullopt;
  Found found = MakeFound(at, next + 1);
  found.meaning.shift_unit = Unit::kYear;
  found.meaning.shift = side ? side->shift : 0;
  return found;
}

// Adds the year behind a part of it: " of 2019", " 2019", " last year".
void TakeYearReference(Words words, Found* found) {
  const int at = ReadsAny(words, found->end, {"of", "in", ","}) ? found->end + 1 : found->end;
  const auto year = YearReferenceAt(words, at);
  if (!year) return;
  found->meaning.year = year->meaning.year;
  found->meaning.shift_unit = year->meaning.shift_unit;
  found->meaning.shift = year->meaning.shift;
  found->end = year->end;
}

// "third quarter", "third-quarter", "Q3", "second half", "first nine months" without what stands around them.
std::optional<Found> PartAt(Words words, int at) {
  Found found = MakeFound(at, at + 1);
  if (Reads(words, at, "q") && At(words, at + 1).glued && At(words, at + 1).number >= 1 &&
      At(words, at + 1).number <= 4) {
    found.meaning.quarter = static_cast<int>(At(words, at + 1).number);
    found.end = at + 2;
    return found;
  }
  int next = Reads(words, at, "fiscal") ? at + 1 : at;
  if (next > at && IsGluedDash(At(words, next))) ++next;
  const auto ordinal = OrdinalAt(words, next);
  const bool last = ReadsAny(words, next, {"last", "latter", "final"});
  if (!ordinal && !last) return std::nullopt;
  next = ordinal ? ordinal->end : next + 1;
  if (IsGluedDash(At(words, next))) ++next;
  const int which = ordinal ? static_cast<int>(ordinal->value) : 0;
  if (Reads(words, next, "quarter") && ordinal && which <= 4) {
    found.meaning.quarter = which;
  } else if (Reads(words, next, "half") && (last || which <= 2)) {
    found.meaning.half = last ? 2 : which;
  } else if (const auto count = NumberAt(words, next);
             count && which == 1 && Reads(words, count->end, "months") && count->value < 12) {
    found.meaning.first_months = static_cast<int>(count->value);
    next = count->end;
  } else {
    return std::nullopt;
  }
  found.end = next + 1;
  return found;
}

// What "last", "this", "next" may stand before; the meaning is filled without the side.
std::optional<Found> NeighbourNounAt(Words words, int at, const Side& side) {
  Found found = MakeFound(at, at + 1);
  found.meaning.direction = side.direction;
  found.meaning.from_spoken = side.from_spoken;
  if (side.direction == Direction::kPrevious && ReadsAny(words, at, {"quarter", "period"})) {
    found.meaning.shift_unit = Unit::kQuarter;
    return found;
  }
  if (const auto date = CalendarDateAt(words, at); date && date->meaning.weekday && date->meaning.day) return date;
  if (const auto weekday = WeekdayAt(words, at)) {
    found.meaning.weekday = weekday->meaning.weekday;
    found.end = weekday->end;
    return found;
  }
  if (const auto date = CalendarDateAt(words, at); date && date->meaning.month && !date->meaning.year) {
    found.meaning = date->meaning;
    found.meaning.direction = side.direction;
    found.end = date->end;
    return found;
  }
  if (const absl::string_view season = SeasonOf(At(words, at).lower); !season.empty()) {
    found.meaning.season = season;
    return found;
  }
  const int noun = ReadsAny(words, at, {"fiscal", "calendar", "full"}) ? at + 1 : at;
  const auto unit = UnitOf(At(words, noun).lower);
  if (!unit || IsPluralUnit(At(words, noun).lower) || *unit == Unit::kSecond || *unit == Unit::kMinute ||
      *unit == Unit::kHour)
    return std::nullopt;
  if (side.direction == Direction::kPrevious && *unit != Unit::kYear)
    return std::nullopt;  // "the latest day of protests"
  found.meaning.shift_unit = unit;
  found.meaning.shift = side.direction == Direction::kPrevious ? -1 : side.shift;
  found.end = noun + 1;
  return found;
}

// "the weekend", "the quarter", "for the year", "the fiscal year", "over the summer" without a side.
std::optional<Found> DefiniteAt(Words words, int at) {
  if (!Reads(words, at, "the")) return std::nullopt;
  const int noun = ReadsAny(words, at + 1, {"fiscal", "calendar", "full"}) ? at + 2 : at + 1;
  Found found = MakeFound(at, noun + 1);
  if (const absl::string_view season = SeasonOf(At(words, noun).lower); !season.empty()) {
    found.meaning.season = season;
    return ReadsAny(words, at - 1, {"in", "over", "during", "into", "by", "this"}) ? std::optional<Found>(found)
                                                                                   : std::nullopt;
  }
  const bool of_something = Reads(words, noun + 1, "of") || IsGluedDash(At(words, noun + 1));
  const bool year = Reads(words, noun, "year") && (noun > at + 1 || ReadsAny(words, at - 1, {"for", "in", "during"}));
  if (of_something || !(year || ReadsAny(words, noun, {"weekend", "week", "quarter"}))) return std::nullopt;
  found.meaning.direction = ReadsAny(words, noun, {"week", "year"}) ? Direction::kThis : Direction::kPrevious;
  found.meaning.shift_unit = UnitOf(At(words, noun).lower);
  return found;
}

}  // namespace

std::optional<Found> DeicticAt(Words words, int at) {
  struct Phrase {
    absl::string_view words;
    int words_count, shift;
    absl::string_view day_part;
  };
  constexpr Phrase kPhrases[] = {{"the day before yesterday", 4, -2, ""},
                                 {"the day after tomorrow", 4, 2, ""},
                                 {"yesterday", 1, -1, ""},
                                 {"today", 1, 0, ""},
                                 {"tomorrow", 1, 1, ""},
                                 {"tonight", 1, 0, "NI"},
                                 {"last night", 2, -1, "NI"},
                                 {"this morning", 2, 0, "MO"},
                                 {"this afternoon", 2, 0, "AF"},
                                 {"this evening", 2, 0, "EV"},
                                 {"last evening", 2, -1, "EV"}};
  for (const Phrase& phrase : kPhrases) {
    if (!Reads(words, at, phrase.words)) continue;
    Found found = MakeFound(at, at + phrase.words_count);
    found.meaning.shift_unit = Unit::kDay;
    found.meaning.shift = phrase.shift;
    found.meaning.day_part = phrase.day_part;
    return found;
  }
  return std::nullopt;
}

std::optional<Found> DistanceAt(Words words, int at) {
  const int core = SkipApproximation(words, at);
  std::optional<Found> units = UnitsAt(words, core);
  if (!units && core == at && IsPluralUnit(At(words, at).lower)) {
    units = MakeFound(at, at + 1);
    units->meaning.type = Type::kDuration;
    units->meaning.unit = *UnitOf(At(words, at).lower);
  }
  if (!units) return std::nullopt;
  units->begin = at;
  const std::optional<double> count = units->meaning.count;
  const int whole = static_cast<int>(std::lround(count.value_or(0)));
  const Unit unit = units->meaning.unit;
  if (ReadsAny(words, units->end, {"earlier", "later"})) {
    units->meaning.from_spoken = units->meaning.is_distance = whole > 0;
    if (whole > 0) units->meaning.shift_unit = unit;
    units->meaning.shift = Reads(words, units->end, "later") ? whole : -whole;
    ++units->end;
    return units;
  }
  const bool before = Reads(words, units->end, "ago");
  const bool after = Reads(words, units->end, "from now") || Reads(words, units->end, "hence");
  if (!before && !after) return std::nullopt;
  units->end += Reads(words, units->end, "from") ? 2 : 1;
  units->meaning = Meaning();
  if (whole == 0 || unit < Unit::kDay) {
    units->meaning.reference = before ? "PAST_REF" : "FUTURE_REF";
    return units;
  }
  units->meaning.is_distance = true;
  units->meaning.shift_unit = unit;
  units->meaning.shift = before ? -whole : whole;
  return units;
}

std::optional<Found> NeighbourAt(Words words, int at) {
  const int core = SkipThe(words, at);
  const auto side = SideAt(words, core);
  if (side) {
    std::optional<Found> found = NeighbourNounAt(words, side->end, *side);
    if (!found) return std::nullopt;
    found->begin = at;
    return found;
  }
  return DefiniteAt(words, at);
}

std::optional<Found> PartOfYearAt(Words words, int at) {
  int core = SkipThe(words, at);
  // "last year's third quarter"
  const auto owner = YearReferenceAt(words, core);
  const bool owned = owner && ReadsAny(words, owner->end, {"'", "’"}) && Reads(words, owner->end + 1, "s");
  if (owned || (owner && owner->meaning.year)) core = owned ? owner->end + 2 : owner->end;
  const bool year_ago =
      Reads(words, core, "year") && IsGluedDash(At(words, core + 1)) && ReadsAny(words, core + 2, {"ago", "earlier"});
  if (year_ago) core += 3;
  std::optional<Found> part = PartAt(words, core);
  if (!part && (year_ago || (owner && core > owner->begin && core != SkipThe(words, at))) &&
      ReadsAny(words, core, {"quarter", "period"})) {
    part = MakeFound(core, core + 1);
    part->meaning.shift_unit = Unit::kQuarter;
    part->meaning.direction = Direction::kPrevious;
  }
  if (!part) return std::nullopt;
  const bool hyphenated = IsGluedDash(At(words, part->end - 2));
  if (hyphenated && core > at && Reads(words, at, "the")) return std::nullopt;  // "the third-quarter results"
  part->begin = at;
  if (owner && core != SkipThe(words, at) && !year_ago) {
    part->meaning.year = owner->meaning.year;
    if (!part->meaning.shift_unit) part->meaning.shift_unit = owner->meaning.shift_unit;
    part->meaning.shift = owner->meaning.shift;
    return part;
  }
  if (year_ago) {
    part->meaning.shift += part->meaning.shift_unit ? -4 : -1;
    if (!part->meaning.shift_unit) part->meaning.shift_unit = Unit::kYear;
    return part;
  }
  TakeYearReference(words, &*part);
  const bool half_of_something = part->meaning.half && !part->meaning.year && !part->meaning.shift_unit;
  return half_of_something ? std::nullopt : part;
}

std::optional<Found> SeasonOrYearAt(Words words, int at) {
  const int core = SkipThe(words, at);
  if (const absl::string_view season = SeasonOf(At(words, core).lower); !season.empty()) {
    Found found = MakeFound(at, core + 1);
    found.meaning.season = season;
    TakeYearReference(words, &found);
    return found.end > core + 1 ? std::optional<Found>(found) : std::nullopt;
  }
  int next = core;
  if (ReadsAny(words, next, {"fiscal", "fy"})) ++next;
  if (Reads(words, next, "year")) ++next;
  if (next == core) return std::nullopt;
  const auto year = YearAt(words, next);
  if (!year) return std::nullopt;
  Found found = *year;
  found.begin = at;
  return found;
}

}  // namespace dateline::extraction
