// The days on which a fact may have held.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_FACT_DAYS_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_FACT_DAYS_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::segments {

// Days are counted from 1970-01-01.
using Day = int32_t;
inline constexpr Day kFirstDay = std::numeric_limits<Day>::min();
inline constexpr Day kLastDay = std::numeric_limits<Day>::max();

// A range of days, both ends included.
struct DayRange {
  Day first = kFirstDay;
  Day last = kLastDay;
};

// The range of a fact's time, or days of every year.
struct FactDays {
  DayRange range;
  // For a time without a year ("XXXX-12-12", "XXXX-12"): the month; 0: the range says all.
  int recurring_month = 0;
  // Within recurring_month; 0: the whole month.
  int recurring_day = 0;
};

// REQUIRES: the date's year is known. The first (last) day that it allows where month or day are unknown.
Day FirstDay(const v1::Date& date);
Day LastDay(const v1::Date& date);

v1::Date DateOf(Day day);

FactDays DaysOf(const v1::FactTime& time);

// May a fact of these days have held on a day of `range`?
bool MayHoldWithin(const FactDays& days, const DayRange& range);

// The months that the range touches as "2025-08", if at most `limit`; else none.
std::vector<std::string> MonthsOf(const DayRange& range, int limit);

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_FACT_DAYS_H_
