// Dates as articles and their metadata print them.
#ifndef DATELINE_INGEST_SERVICE_TEXT_CALENDAR_DATE_H_
#define DATELINE_INGEST_SERVICE_TEXT_CALENDAR_DATE_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace dateline::text {

// 1..12 of an English month name or its abbreviation ("Sept.", "august"); nullopt: another word.
std::optional<int> ParseMonth(absl::string_view word);

// Whether `word` is an English weekday or its abbreviation.
bool IsWeekday(absl::string_view word);

// The day of a text that is one complete date and nothing else but a weekday before it and a clock time after it:
// "Friday, January 4, 2019", "4 January 2019", "Jan. 4, 2019", "2019-01-04", "2019-01-04T09:30:00+07:00" (the day as
// written, no zone applied). nullopt: anything else, or a day that no calendar has.
std::optional<absl::CivilDay> ParseCalendarDate(absl::string_view text);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_CALENDAR_DATE_H_
