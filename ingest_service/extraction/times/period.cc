#include "ingest_service/extraction/times/period.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace dateline::extraction {
namespace {

absl::CivilDay LastDayOf(absl::CivilMonth month) { return absl::CivilDay(month + 1) - 1; }

absl::CivilDay MondayOf(absl::CivilDay day) { return absl::PrevWeekday(day + 1, absl::Weekday::monday); }

// "2025-W33": the year of an ISO week is the year of its Thursday.
std::string IsoWeekName(absl::CivilDay monday) {
  const absl::CivilDay thursday = monday + 3;
  return absl::StrFormat("%04d-W%02d", thursday.year(), (absl::GetYearDay(thursday) - 1) / 7 + 1);
}

std::string Interval(absl::CivilDay first, absl::CivilDay last) {
  return absl::StrCat(absl::FormatCivilTime(first), "/", absl::FormatCivilTime(last));
}

}  // namespace

Period DayPeriod(absl::CivilDay day) { return {day, day, absl::FormatCivilTime(day), absl::FormatCivilTime(day)}; }

Period DaysPeriod(absl::CivilDay first, absl::CivilDay last) {
  return {first, last, Interval(first, last), Interval(first, last)};
}

Period WeekPeriod(absl::CivilDay any_day) {
  const absl::CivilDay monday = MondayOf(any_day);
  return {monday, monday + 6, IsoWeekName(monday), Interval(monday, monday + 6), Unit::kWeek};
}

Period WeekendPeriod(absl::CivilDay any_day) {
  const absl::CivilDay monday = MondayOf(any_day);
  return {monday + 5, monday + 6, absl::StrCat(IsoWeekName(monday), "-WE"), Interval(monday + 5, monday + 6),
          Unit::kWeekend};
}

Period MonthPeriod(absl::CivilMonth month) {
  return {absl::CivilDay(month), LastDayOf(month), absl::FormatCivilTime(month), absl::FormatCivilTime(month),
          Unit::kMonth};
}

Period MonthsPeriod(absl::CivilMonth first, absl::CivilMonth last) {
  const std::string name = absl::StrCat(absl::FormatCivilTime(first), "/", absl::FormatCivilTime(last));
  return {absl::CivilDay(first), LastDayOf(last), name, name, Unit::kMonth};
}

Period QuarterPeriod(int64_t year, int quarter) {
  Period period = MonthsPeriod(absl::CivilMonth(year, quarter * 3 - 2), absl::CivilMonth(year, quarter * 3));
  period.timex3 = absl::StrFormat("%04d-Q%d", year, quarter);
  period.unit = Unit::kQuarter;
  return period;
}

Period HalfPeriod(int64_t year, int half) {
  Period period = MonthsPeriod(absl::CivilMonth(year, half * 6 - 5), absl::CivilMonth(year, half * 6));
  period.timex3 = absl::StrFormat("%04d-H%d", year, half);
  period.unit = Unit::kQuarter;
  return period;
}

Period SeasonPeriod(int64_t year, absl::string_view season) {
  constexpr std::pair<absl::string_view, int> kFirstMonths[] = {{"SP", 3}, {"SU", 6}, {"FA", 9}, {"WI", 12}};
  constexpr int kEdtfSpring = 21;
  Period period = YearPeriod(year);
  int edtf_season = kEdtfSpring;
  for (const auto& [name, first_month] : kFirstMonths) {
    if (season == name) {
      period = MonthsPeriod(absl::CivilMonth(year, first_month), absl::CivilMonth(year, first_month) + 2);
      period.edtf = absl::StrFormat("%04d-%d", year, edtf_season);
    }
    ++edtf_season;
  }
  period.timex3 = absl::StrFormat("%04d-%s", year, season);
  period.unit = Unit::kQuarter;
  return period;
}

Period YearPeriod(int64_t year) {
  const std::string name = absl::StrFormat("%04d", year);
  return {absl::CivilDay(year, 1, 1), absl::CivilDay(year, 12, 31), name, name, Unit::kYear};
}

Period YearsPeriod(int64_t first, int64_t last) {
  const std::string name = absl::StrFormat("%04d/%04d", first, last);
  return {absl::CivilDay(first, 1, 1), absl::CivilDay(last, 12, 31), name, name, Unit::kYear};
}

Period DecadePeriod(int64_t decade) {
  return {absl::CivilDay(decade * 10, 1, 1), absl::CivilDay(decade * 10 + 9, 12, 31), absl::StrFormat("%03d", decade),
          absl::StrFormat("%03dX", decade), Unit::kDecade};
}

Period CenturyPeriod(int64_t century) {
  return {absl::CivilDay(century * 100, 1, 1), absl::CivilDay(century * 100 + 99, 12, 31),
          absl::StrFormat("%02d", century), absl::StrFormat("%02dXX", century), Unit::kCentury};
}

std::optional<Period> MovedPeriod(const Period& period, Unit unit, int shift) {
  if (unit < period.unit) return std::nullopt;
  if (unit == Unit::kWeek || unit == Unit::kDay) {
    const int days = unit == Unit::kWeek ? 7 * shift : shift;
    return period.unit == Unit::kWeek ? WeekPeriod(period.first + days) : DayPeriod(period.first + days);
  }
  const int months = unit == Unit::kMonth     ? shift
                     : unit == Unit::kQuarter ? 3 * shift
                     : unit == Unit::kYear    ? 12 * shift
                                              : 120 * shift;
  const absl::CivilMonth month = absl::CivilMonth(period.first) + months;
  switch (period.unit) {
    case Unit::kDay:
      return DayPeriod(absl::CivilDay(month.year(), month.month(), period.first.day()));
    case Unit::kMonth:
      return MonthPeriod(month);
    case Unit::kQuarter:
      return QuarterPeriod(month.year(), (month.month() + 2) / 3);
    case Unit::kYear:
      return YearPeriod(month.year());
    default:
      return std::nullopt;
  }
}

}  // namespace dateline::extraction
