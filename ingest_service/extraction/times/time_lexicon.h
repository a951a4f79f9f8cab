// The closed classes of English time words. All take lower case without the period of an abbreviation.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_TIME_LEXICON_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_TIME_LEXICON_H_

#include <optional>

#include "absl/strings/string_view.h"

namespace dateline::extraction {

enum class Unit { kSecond, kMinute, kHour, kDay, kWeekend, kWeek, kMonth, kQuarter, kYear, kDecade, kCentury };

// "week", "weeks".
std::optional<Unit> UnitOf(absl::string_view word);
bool IsPluralUnit(absl::string_view word);

// The letter of the unit in an ISO 8601 duration ("D"); hours and less stand behind a "T".
absl::string_view IsoLetterOf(Unit unit);

// 1..12. Abbreviations included ("sept"); IsFullMonthName tells them apart.
std::optional<int> MonthOf(absl::string_view word);
bool IsFullMonthName(absl::string_view word);

// 1 (Monday) .. 7 (Sunday). Abbreviations included.
std::optional<int> WeekdayOf(absl::string_view word);

// TIMEX3 "SP", "SU", "FA", "WI"; empty: no season.
absl::string_view SeasonOf(absl::string_view word);

// TIMEX3 "MO", "AF", "EV", "NI"; empty: no part of a day.
absl::string_view DayPartOf(absl::string_view word);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_TIME_LEXICON_H_
