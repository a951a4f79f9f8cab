#include "ingest_service/extraction/times/resolve.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ingest_service/extraction/times/duration_value.h"
#include "ingest_service/extraction/times/period.h"

namespace dateline::extraction {
namespace {

using absl::CivilDay;
using absl::CivilMonth;

bool Exists(int64_t year, int month, int day) { return CivilDay(year, month, day).month() == month; }

int QuarterOf(CivilDay day) { return (day.month() + 2) / 3; }

absl::Weekday WeekdayOfNumber(int weekday) { return static_cast<absl::Weekday>(weekday - 1); }

// The nth such weekday of `month`; nth -1: the last.
CivilDay NthWeekday(CivilMonth month, int weekday, int nth) {
  if (nth < 0) return absl::PrevWeekday(CivilDay(month + 1), WeekdayOfNumber(weekday));
  return absl::NextWeekday(CivilDay(month) - 1, WeekdayOfNumber(weekday)) + 7 * (nth - 1);
}

// Of the recurring periods that `in_year` gives (one a year), the one that is meant.
std::optional<Period> ChooseYear(const Meaning& meaning, CivilDay published, Tense tense,
                                 const std::function<std::optional<Period>(int64_t year)>& in_year) {
  // The first that is accepted on the way from the far side of `published` in the direction of `step`.
  const auto nearest = [&](int step, auto accept) -> std::optional<Period> {
    constexpr int kFarthest = 8;  // years: a leap day comes again within eight
    for (int distance = -1; distance <= kFarthest; ++distance) {
      const auto period = in_year(published.year() + step * distance);
      if (period && accept(*period)) return period;
    }
    return std::nullopt;
  };
  switch (meaning.direction) {
    case Direction::kThis:
      return in_year(published.year());
    case Direction::kPast:
      return nearest(-1, [&](const Period& period) { return period.last < published; });
    case Direction::kFuture:
      return nearest(1, [&](const Period& period) { return period.first > published; });
    case Direction::kPrevious:
      return nearest(-1, [&](const Period& period) { return period.last < published; });
    case Direction::kByTense:
      break;
  }
  const auto ahead = nearest(1, [&](const Period& period) { return period.last >= published; });
  const auto behind = nearest(-1, [&](const Period& period) { return period.first <= published; });
  if (!ahead || !behind) return ahead ? ahead : behind;
  const bool is_day = meaning.month && meaning.day;
  if (!is_day && tense == Tense::kPast) return behind;
  // What is named without its year is near: the tense counts only where both are.
  const int64_t days_ahead = std::max<int64_t>(ahead->first - published, 0);
  const int64_t days_behind = std::max<int64_t>(published - behind->last, 0);
  constexpr int kMuchNearer = 3;
  if (days_ahead * kMuchNearer < days_behind) return ahead;
  if (days_behind * kMuchNearer < days_ahead) return behind;
  return tense == Tense::kFuture || tense == Tense::kPresent ? ahead : behind;
}

CivilDay ChooseWeekday(const Meaning& meaning, CivilDay published, Tense tense) {
  const absl::Weekday weekday = WeekdayOfNumber(*meaning.weekday);
  switch (meaning.direction) {
    case Direction::kPast:
    case Direction::kPrevious:
      return absl::PrevWeekday(published, weekday);
    case Direction::kFuture:
      return absl::NextWeekday(published, weekday);
    case Direction::kThis:
      return absl::NextWeekday(absl::PrevWeekday(published + 1, absl::Weekday::monday) - 1, weekday);
    case Direction::kByTense:
      break;
  }
  const bool ahead = tense == Tense::kFuture || tense == Tense::kPresent;
  return ahead ? absl::NextWeekday(published - 1, weekday) : absl::PrevWeekday(published + 1, weekday);
}

// The fields of `meaning` finer than a year, in `year`; the year itself where there are none. nullopt: no such day.
std::optional<Period> InYear(const Meaning& meaning, int64_t year) {
  if (meaning.nth) return DayPeriod(NthWeekday(CivilMonth(year, *meaning.month), *meaning.weekday, *meaning.nth));
  if (meaning.month && meaning.day) {
    if (!Exists(year, *meaning.month, *meaning.day)) return std::nullopt;
    const CivilDay day(year, *meaning.month, *meaning.day);
    return meaning.day_end ? DaysPeriod(day, CivilDay(year, *meaning.month, *meaning.day_end)) : DayPeriod(day);
  }
  if (meaning.month) return MonthPeriod(CivilMonth(year, *meaning.month));
  if (meaning.quarter) return QuarterPeriod(year, *meaning.quarter);
  if (meaning.half) return HalfPeriod(year, *meaning.half);
  if (meaning.first_months) return MonthsPeriod(CivilMonth(year, 1), CivilMonth(year, *meaning.first_months));
  if (!meaning.season.empty()) return SeasonPeriod(year, meaning.season);
  if (meaning.year_end) return YearsPeriod(year, *meaning.year_end);
  return YearPeriod(year);
}

// The day of publication moved by whole units.
std::optional<Period> Shifted(const Meaning& meaning, CivilDay published, Tense tense) {
  const int shift = meaning.shift;
  switch (*meaning.shift_unit) {
    case Unit::kDay:
      return DayPeriod(published + shift);
    case Unit::kWeek: {
      const CivilDay in_week = published + 7 * shift;
      if (!meaning.weekday) return WeekPeriod(in_week);
      const CivilDay monday = absl::PrevWeekday(in_week + 1, absl::Weekday::monday);
      return DayPeriod(monday + (*meaning.weekday - 1));
    }
    case Unit::kWeekend: {
      const bool passed =
          meaning.direction == Direction::kPast || (meaning.direction != Direction::kFuture && tense != Tense::kFuture);
      const bool on_weekend = absl::GetWeekday(published) >= absl::Weekday::saturday;
      return WeekendPeriod(passed && !on_weekend ? published - 7
                                                 : (shift > 0 && on_weekend ? published + 7 : published));
    }
    case Unit::kMonth:
      return MonthPeriod(CivilMonth(published) + shift);
    case Unit::kQuarter: {
      const bool passed = meaning.direction == Direction::kPrevious;
      const CivilMonth month = CivilMonth(published) + 3 * (shift - (passed ? 1 : 0));
      return QuarterPeriod(month.year(), QuarterOf(CivilDay(month)));
    }
    case Unit::kYear:
      return InYear(meaning, published.year() + shift);
    case Unit::kDecade:
      return DecadePeriod(published.year() / 10 + shift);
    case Unit::kCentury:
      return CenturyPeriod(published.year() / 100 + shift);
    default:
      return std::nullopt;
  }
}

// "that year", "the next day", "three years later".
std::optional<Period> FromSpoken(const Meaning& meaning, const std::optional<Period>& spoken) {
  if (!spoken || !meaning.shift_unit) return std::nullopt;
  if (meaning.is_distance) return MovedPeriod(*spoken, *meaning.shift_unit, meaning.shift);
  if (*meaning.shift_unit < spoken->unit) return std::nullopt;
  return Shifted(meaning, spoken->first, Tense::kPast);
}

std::optional<Period> PointOf(const Meaning& meaning, const Anchors& anchors) {
  if (meaning.decade) return DecadePeriod(*meaning.decade);
  if (meaning.century) return CenturyPeriod(*meaning.century);
  if (meaning.year) return InYear(meaning, *meaning.year);
  if (meaning.from_spoken) return FromSpoken(meaning, anchors.spoken);
  if (!anchors.published) return std::nullopt;
  const CivilDay published = *anchors.published;
  if (meaning.shift_unit) {
    // Results are compared with "a year ago": with the same quarter of that year.
    const bool same_quarter = meaning.is_distance && *meaning.shift_unit == Unit::kYear && anchors.spoken &&
                              anchors.spoken->unit == Unit::kQuarter;
    return same_quarter ? MovedPeriod(*anchors.spoken, Unit::kYear, meaning.shift)
                        : Shifted(meaning, published, anchors.tense);
  }
  if (meaning.month || meaning.quarter || meaning.first_months || !meaning.season.empty()) {
    const auto in_year = [&](int64_t year) { return InYear(meaning, year); };
    return ChooseYear(meaning, published, anchors.tense, in_year);
  }
  if (meaning.weekday) return DayPeriod(ChooseWeekday(meaning, published, anchors.tense));
  return std::nullopt;
}

// A date whose year nobody knows.
ResolvedTime WithoutYear(const Meaning& meaning) {
  ResolvedTime time;
  if (meaning.year || meaning.shift_unit || meaning.from_spoken || meaning.nth) return time;
  constexpr int kLeapYear = 2000;
  if (meaning.month && meaning.day) {
    if (!Exists(kLeapYear, *meaning.month, *meaning.day)) return time;
    time.timex3 = absl::StrFormat("XXXX-%02d-%02d", *meaning.month, *meaning.day);
    time.edtf = time.timex3;
    if (meaning.day_end)
      absl::StrAppend(&time.edtf, absl::StrFormat("/XXXX-%02d-%02d", *meaning.month, *meaning.day_end));
  } else if (meaning.month) {
    time.timex3 = absl::StrFormat("XXXX-%02d", *meaning.month);
    time.edtf = time.timex3;
  } else if (meaning.weekday) {
    time.timex3 = absl::StrFormat("XXXX-WXX-%d", *meaning.weekday);
  } else if (meaning.quarter) {
    time.timex3 = absl::StrFormat("XXXX-Q%d", *meaning.quarter);
  } else if (!meaning.season.empty()) {
    time.timex3 = absl::StrCat("XXXX-", meaning.season);
  } else if (meaning.hour) {
    time.timex3 = "XXXX-XX-XX";
  }
  return time;
}

std::string ClockSuffix(const Meaning& meaning) {
  if (meaning.hour) return absl::StrFormat("T%02d:%02d", *meaning.hour, meaning.minute.value_or(0));
  return meaning.day_part.empty() ? "" : absl::StrCat("T", meaning.day_part);
}

}  // namespace

ResolvedTime Resolve(const Meaning& meaning, const Anchors& anchors) {
  if (!meaning.reference.empty()) return {std::string(meaning.reference), "", std::nullopt};
  if (meaning.type == TimeExpression::Type::kSet) return {SetValue(meaning), "", std::nullopt};
  if (meaning.type == TimeExpression::Type::kDuration && !meaning.from_spoken)
    return {DurationValue(meaning.count, meaning.unit), "", std::nullopt};
  ResolvedTime time = WithoutYear(meaning);
  time.period = PointOf(meaning, anchors);
  if (time.period) {
    time.timex3 = time.period->timex3;
    time.edtf = time.period->edtf;
  }
  if (!time.timex3.empty()) time.timex3 += ClockSuffix(meaning);
  if (meaning.first_months) time.timex3 = DurationValue(*meaning.first_months, Unit::kMonth);
  const bool unresolved_distance = meaning.type == TimeExpression::Type::kDuration && !time.period;
  if (unresolved_distance) time.timex3 = DurationValue(meaning.count, meaning.unit);
  return time;
}

}  // namespace dateline::extraction
