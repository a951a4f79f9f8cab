// Stretches of the calendar and how TIMEX3 and EDTF write them.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_PERIOD_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_PERIOD_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "ingest_service/extraction/times/time_lexicon.h"

namespace dateline::extraction {

// A stretch of whole days under its two names. Invariant: first <= last.
struct Period {
  absl::CivilDay first, last;
  std::string timex3;      // "2025-08-14", "2025-W33", "2025-Q3", "2025-SU"
  std::string edtf;        // "2025-08-14", "2025-08-11/2025-08-17", "2025-07/2025-09", "2025-22"
  Unit unit = Unit::kDay;  // how exact it is; halves and seasons count as quarters, ranges as their parts
};

Period DayPeriod(absl::CivilDay day);
Period DaysPeriod(absl::CivilDay first, absl::CivilDay last);  // "2025-05-15/2025-05-24"
Period WeekPeriod(absl::CivilDay any_day);                     // the ISO week, Monday to Sunday
Period WeekendPeriod(absl::CivilDay any_day);                  // Saturday and Sunday of that ISO week
Period MonthPeriod(absl::CivilMonth month);
Period MonthsPeriod(absl::CivilMonth first, absl::CivilMonth last);  // "2025-01/2025-09"
Period QuarterPeriod(int64_t year, int quarter);
Period HalfPeriod(int64_t year, int half);
Period SeasonPeriod(int64_t year, absl::string_view season);  // of the northern hemisphere; winter begins in `year`
Period YearPeriod(int64_t year);
Period YearsPeriod(int64_t first, int64_t last);
Period DecadePeriod(int64_t decade);    // 199: 1990 to 1999
Period CenturyPeriod(int64_t century);  // 19: 1900 to 1999

// `period` moved by `shift` of `unit`, as exact as before: the third quarter moved by a year. nullopt: `unit` is finer
// than the period.
std::optional<Period> MovedPeriod(const Period& period, Unit unit, int shift);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_PERIOD_H_
