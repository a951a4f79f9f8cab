#include "query_service/segments/fact_days.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace dateline::segments {
namespace {

constexpr absl::CivilDay kDayZero(1970, 1, 1);
constexpr absl::string_view kUnknownYear = "XXXX-";
constexpr int kDaysOfLeapYear = 366;

Day ToDay(absl::CivilDay day) { return static_cast<Day>(day - kDayZero); }

absl::CivilDay ToCivil(Day day) { return kDayZero + day; }

int TwoDigits(absl::string_view text) {
  int number = 0;
  const bool is_number = text.size() >= 2 && absl::ascii_isdigit(text[0]) && absl::ascii_isdigit(text[1]) &&
                         absl::SimpleAtoi(text.substr(0, 2), &number);
  return is_number ? number : 0;
}

bool RecursWithin(const FactDays& days, const DayRange& range, int year) {
  const int month = days.recurring_month;
  const absl::CivilDay first(year, month, days.recurring_day == 0 ? 1 : days.recurring_day);
  if (first.month() != month) return false;  // 29 February of a common year
  const absl::CivilDay last = days.recurring_day == 0 ? absl::CivilDay(absl::CivilMonth(year, month) + 1) - 1 : first;
  return ToDay(first) <= range.last && ToDay(last) >= range.first;
}

}  // namespace

Day FirstDay(const v1::Date& date) {
  return ToDay(absl::CivilDay(date.year(), date.month() == 0 ? 1 : date.month(), date.day() == 0 ? 1 : date.day()));
}

Day LastDay(const v1::Date& date) {
  if (date.month() == 0) return ToDay(absl::CivilDay(date.year(), 12, 31));
  if (date.day() == 0) return ToDay(absl::CivilDay(absl::CivilMonth(date.year(), date.month()) + 1) - 1);
  return ToDay(absl::CivilDay(date.year(), date.month(), date.day()));
}

v1::Date DateOf(Day day) {
  const absl::CivilDay civil = ToCivil(day);
  v1::Date date;
  date.set_year(static_cast<int32_t>(civil.year()));
  date.set_month(civil.month());
  date.set_day(civil.day());
  return date;
}

FactDays DaysOf(const v1::FactTime& time) {
  FactDays days;
  if (time.earliest().year() > 0) days.range.first = FirstDay(time.earliest());
  if (time.latest().year() > 0) days.range.last = LastDay(time.latest());
  const absl::string_view edtf = time.edtf();
  if (edtf.substr(0, kUnknownYear.size()) != kUnknownYear) return days;
  const int month = TwoDigits(edtf.substr(kUnknownYear.size()));
  if (month < 1 || month > 12) return days;
  days.recurring_month = month;
  if (edtf.size() >= 10) days.recurring_day = TwoDigits(edtf.substr(8));
  return days;
}

bool MayHoldWithin(const FactDays& days, const DayRange& range) {
  if (days.range.first > range.last || days.range.last < range.first) return false;
  if (days.recurring_month == 0) return true;
  // Some years have no 29 February; eight years always have one.
  const int64_t length = int64_t{range.last} - range.first;
  if (length >= int64_t{8} * kDaysOfLeapYear) return true;
  for (int64_t year = ToCivil(range.first).year(); year <= ToCivil(range.last).year(); ++year) {
    if (RecursWithin(days, range, static_cast<int>(year))) return true;
  }
  return false;
}

std::vector<std::string> MonthsOf(const DayRange& range, int limit) {
  if (range.first == kFirstDay || range.last == kLastDay || range.first > range.last) return {};
  const absl::CivilMonth first(ToCivil(range.first));
  const absl::CivilMonth last(ToCivil(range.last));
  if (last - first >= limit) return {};
  std::vector<std::string> months;
  for (absl::CivilMonth month = first; month <= last; ++month) {
    months.push_back(absl::StrFormat("%04d-%02d", month.year(), month.month()));
  }
  return months;
}

}  // namespace dateline::segments
