#include "ingest_service/extraction/times/calendar_patterns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "absl/strings/match.h"

namespace dateline::extraction {
namespace {

using Type = TimeExpression::Type;

// The number of `digits` digits at `at`; -1: none.
int DigitsAt(Words words, int at, uint32_t least, uint32_t most) {
  const Word& word = At(words, at);
  const bool whole = word.number >= 0 && word.number == std::floor(word.number);
  const bool fits = word.span.size_bytes() >= least && word.span.size_bytes() <= most;
  return whole && fits && !absl::StrContains(word.lower, ",") ? static_cast<int>(word.number) : -1;
}

Found MakeFound(int begin, int end) {
  Found found;
  found.begin = begin;
  found.end = end;
  return found;
}

bool IsDay(int day) { return day >= 1 && day <= 31; }
bool IsMonth(int month) { return month >= 1 && month <= 12; }

// "12", "12th"; not the beginning of "12,000" or "12:30".
std::optional<std::pair<int, int>> DayAt(Words words, int at) {
  const int day = DigitsAt(words, at, 1, 2);
  if (!IsDay(day)) return std::nullopt;
  int end = at + 1;
  if (At(words, end).glued && ReadsAny(words, end, {"st", "nd", "rd", "th"})) return std::pair(day, end + 1);
  const bool clock = Reads(words, end, ":") && At(words, end + 1).number >= 0 && At(words, end + 1).glued;
  if (At(words, end).glued && (clock || Reads(words, end, "%"))) return std::nullopt;
  return std::pair(day, end);
}

// ", 2019" or " 2019" behind a month or day.
void TakeYear(Words words, Found* found) {
  const int at = Reads(words, found->end, ",") ? found->end + 1 : found->end;
  const auto year = YearAt(words, at);
  if (!year || ReadsAny(words, at, {"'", "’", "‘"})) return;
  found->meaning.year = year->meaning.year;
  found->end = year->end;
}

// "2019-01-04", "2019/01/04", "12/25/2019", "25.12.2019".
std::optional<Found> NumericDateAt(Words words, int at) {
  const std::string& separator = At(words, at + 1).lower;
  if ((separator != "-" && separator != "/") || !At(words, at + 1).glued || At(words, at + 3).lower != separator)
    return std::nullopt;
  Found found = MakeFound(at, at + 5);
  int first = DigitsAt(words, at, 1, 4), second = DigitsAt(words, at + 2, 1, 2), third = DigitsAt(words, at + 4, 1, 4);
  if (first > 31 && third <= 31) {
    std::swap(first, third);   // year first
    std::swap(first, second);  // month, day, year
  } else if (first > 12) {
    std::swap(first, second);  // day first
  }
  const uint32_t year_digits = std::max(At(words, at).span.size_bytes(), At(words, at + 4).span.size_bytes());
  if (year_digits == 2 && third >= 0) third += third < 50 ? 2000 : 1900;
  if (!IsMonth(first) || !IsDay(second) || third < 1000 || third > 2199 || year_digits == 3) return std::nullopt;
  found.meaning.month = first;
  found.meaning.day = second;
  found.meaning.year = third;
  return found;
}

// "May 15-24", "May 15 to 24".
void TakeDayRange(Words words, Found* found) {
  int at = found->end;
  const bool joined = IsGluedDash(At(words, at)) || Reads(words, at, "–") || Reads(words, at, "to");
  if (!joined) return;
  const auto day = DayAt(words, at + 1);
  if (!day || day->first <= *found->meaning.day) return;
  found->meaning.day_end = day->first;
  found->end = day->second;
}

// "December", "December 12", "December 12th, 2024", "Dec. 2024", "May 15-24".
std::optional<Found> MonthFirstAt(Words words, int at) {
  const auto month = MonthNameAt(words, at);
  if (!month) return std::nullopt;
  Found found = MakeFound(at, month->end);
  found.meaning.month = month->month;
  int day_at = Reads(words, found.end, "the") ? found.end + 1 : found.end;
  if (const auto day = DayAt(words, day_at)) {
    found.meaning.day = day->first;
    found.end = day->second;
    TakeDayRange(words, &found);
  } else if (const auto ordinal = OrdinalAt(words, day_at); ordinal && IsDay(static_cast<int>(ordinal->value))) {
    found.meaning.day = static_cast<int>(ordinal->value);
    found.end = ordinal->end;
  } else if (Reads(words, found.end, "of") && DigitsAt(words, found.end + 1, 4, 4) > 0) {
    ++found.end;
  }
  TakeYear(words, &found);
  // "Jan Kavan": an abbreviation is a month with its period or a number.
  const bool bare = !found.meaning.day && !found.meaning.year && !IsFullMonthName(At(words, at).lower);
  const bool has_period = found.end > at + 1 || At(words, at).span.size_bytes() > At(words, at).lower.size();
  return bare && !has_period ? std::nullopt : std::optional<Found>(found);
}

// "12 December 2024", "the 12th of December" (without "the"), "15-24 May".
std::optional<Found> DayFirstAt(Words words, int at) {
  const auto day = DayAt(words, at);
  if (!day) return std::nullopt;
  Found found = MakeFound(at, day->second);
  found.meaning.day = day->first;
  TakeDayRange(words, &found);
  const auto month = MonthNameAt(words, Reads(words, found.end, "of") ? found.end + 1 : found.end);
  if (!month) return std::nullopt;
  found.meaning.month = month->month;
  found.end = month->end;
  TakeYear(words, &found);
  return found;
}

// "Friday", "Friday, January 4, 2019".
std::optional<Found> WeekdayDateAt(Words words, int at) {
  std::optional<Found> weekday = WeekdayAt(words, at);
  if (!weekday) return std::nullopt;
  int next = weekday->end;
  while (Reads(words, next, ",") || Reads(words, next, "the")) ++next;
  for (auto pattern : {MonthFirstAt, DayFirstAt}) {
    std::optional<Found> date = pattern(words, next);
    if (!date || !date->meaning.day) continue;
    date->begin = at;
    date->meaning.weekday = weekday->meaning.weekday;
    return date;
  }
  return weekday;
}

// "1990s", "'90s", "nineties".
std::optional<Found> DecadeAt(Words words, int at) {
  constexpr std::array<absl::string_view, 8> kDecades = {"twenties", "thirties",  "forties",  "fifties",
                                                         "sixties",  "seventies", "eighties", "nineties"};
  for (size_t i = 0; i < kDecades.size(); ++i) {
    if (!Reads(words, at, kDecades[i])) continue;
    Found found = MakeFound(at, at + 1);
    found.meaning.decade = 192 + static_cast<int>(i);
    return found;
  }
  const bool apostrophe = ReadsAny(words, at, {"'", "’", "‘"});
  const int digits_at = apostrophe ? at + 1 : at;
  const int year = DigitsAt(words, digits_at, apostrophe ? 2 : 4, apostrophe ? 2 : 4);
  const int s_at = ReadsAny(words, digits_at + 1, {"'", "’"}) ? digits_at + 2 : digits_at + 1;
  if (year < 10 || year % 10 != 0 || !At(words, s_at).glued || !Reads(words, s_at, "s")) return std::nullopt;
  if (!apostrophe && (year < 1000 || year > 2190)) return std::nullopt;
  Found found = MakeFound(at, s_at + 1);
  found.meaning.decade = apostrophe ? 190 + year / 10 : year / 10;
  return found;
}

// "20th century", "nineteenth century".
std::optional<Found> CenturyAt(Words words, int at) {
  const auto ordinal = OrdinalAt(words, at);
  if (!ordinal || ordinal->value < 2 || ordinal->value > 22) return std::nullopt;
  const int noun = IsGluedDash(At(words, ordinal->end)) ? ordinal->end + 1 : ordinal->end;
  if (!Reads(words, noun, "century")) return std::nullopt;
  Found found = MakeFound(at, noun + 1);
  found.meaning.century = static_cast<int>(ordinal->value) - 1;
  return found;
}

// Whether the four digits at `at` are a year rather than a count or a number of something.
bool IsYearInContext(Words words, int at, int end) {
  if (ReadsAny(words, at - 1,
               {"$", "€", "£", "#", "no", "number", "resolution", "resolutions", "flight", "highway", "room"}))
    return false;
  if (At(words, end).glued && ReadsAny(words, end, {"%", ":", "°"})) return false;
  if (ReadsAny(words, end,
               {"people", "men",       "women",   "children",  "troops",  "soldiers", "points",     "percent",
                "miles",  "meters",    "metres",  "feet",      "dollars", "years",    "kilometers", "km",
                "tons",   "tonnes",    "jobs",    "homes",     "pounds",  "gmt",      "edt",        "est",
                "utc",    "employees", "workers", "residents", "square"})) {
    return false;
  }
  return true;
}

// "2019", "2026-2030", "2008-16".
std::optional<Found> YearsAt(Words words, int at) {
  std::optional<Found> found = YearAt(words, at);
  if (!found || !IsYearInContext(words, at, found->end)) return std::nullopt;
  const int year = *found->meaning.year;
  if (year < 1700 && !ReadsAny(words, at - 1, {"in", "since", "of", "by", "from", "until", "to"})) return std::nullopt;
  const bool ranged = IsGluedDash(At(words, found->end)) && At(words, found->end + 1).glued;
  if (!ranged) return found;
  int last = DigitsAt(words, found->end + 1, 2, 4);
  if (At(words, found->end + 1).span.size_bytes() == 2 && last > year % 100) last += year / 100 * 100;
  if (last <= year || last > 2199) return found;
  found->meaning.year_end = last;
  found->end += 2;
  return found;
}

}  // namespace

std::optional<Found> YearAt(Words words, int at) {
  Found found = MakeFound(at, at + 1);
  const int digits = DigitsAt(words, at, 4, 4);
  if (digits >= 1000 && digits <= 2199) {
    found.meaning.year = digits;
    return found;
  }
  if (ReadsAny(words, at, {"'", "’", "‘"}) && At(words, at + 1).glued && DigitsAt(words, at + 1, 2, 2) >= 10) {
    const int year = DigitsAt(words, at + 1, 2, 2);
    found.meaning.year = year < 50 ? 2000 + year : 1900 + year;
    found.end = at + 2;
    return found;
  }
  const auto number = NumberAt(words, at);
  if (!number || At(words, at).number >= 0) return std::nullopt;
  const auto rest = NumberAt(words, number->end);
  if ((number->value == 19 || number->value == 20) && rest && rest->value >= 10 && rest->value < 100) {
    found.meaning.year = static_cast<int>(number->value * 100 + rest->value);
    found.end = rest->end;
    return found;
  }
  const bool is_year = number->value >= 2000 && number->value < 2100 && Reads(words, at - 1, "year");
  if (!is_year) return std::nullopt;
  found.meaning.year = static_cast<int>(number->value);
  found.end = number->end;
  return found;
}

std::optional<MonthName> MonthNameAt(Words words, int at) {
  const Word& word = At(words, at);
  const auto month = MonthOf(word.lower);
  if (!month || !word.capitalized) return std::nullopt;
  const bool full = IsFullMonthName(word.lower);
  const bool period = Reads(words, at + 1, ".") && At(words, at + 1).glued;
  const int end = !full && period ? at + 2 : at + 1;
  return MonthName{*month, end};
}

std::optional<Found> WeekdayAt(Words words, int at) {
  const Word& word = At(words, at);
  const auto weekday = WeekdayOf(word.lower);
  if (!weekday || !word.capitalized) return std::nullopt;
  const bool abbreviated = !absl::EndsWith(word.lower, "day");
  Found found = MakeFound(at, abbreviated && Reads(words, at + 1, ".") ? at + 2 : at + 1);
  found.meaning.weekday = weekday;
  return found;
}

std::optional<Found> CalendarDateAt(Words words, int at) {
  std::optional<Found> longest;
  for (auto pattern : {NumericDateAt, MonthFirstAt, DayFirstAt, WeekdayDateAt, DecadeAt, CenturyAt, YearsAt}) {
    std::optional<Found> found = pattern(words, at);
    if (found && (!longest || found->end > longest->end)) longest = found;
  }
  return longest;
}

}  // namespace dateline::extraction
