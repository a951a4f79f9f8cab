// Dates by the calendar: "December 12, 2024", "12/25/2019", "Friday", "the 1990s", "2026-2030".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_CALENDAR_PATTERNS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_CALENDAR_PATTERNS_H_

#include <optional>

#include "ingest_service/extraction/times/meaning.h"
#include "ingest_service/extraction/times/words.h"

namespace dateline::extraction {

// The longest calendar date that begins at word `at`, without determiners and modifiers.
std::optional<Found> CalendarDateAt(Words words, int at);

// A year, whatever stands around it: "2019", "nineteen ninety-seven", "'98" (not one of 1000..2199: none).
std::optional<Found> YearAt(Words words, int at);

// The month at `at`, with the period of an abbreviation; words that are months only in capitals need one.
struct MonthName {
  int month = 0;
  int end = 0;
};
std::optional<MonthName> MonthNameAt(Words words, int at);

// The weekday at `at`: "Friday", "Fri.".
std::optional<Found> WeekdayAt(Words words, int at);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_CALENDAR_PATTERNS_H_
