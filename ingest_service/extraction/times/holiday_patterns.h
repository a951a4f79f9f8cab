// Days that have a name.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_HOLIDAY_PATTERNS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_HOLIDAY_PATTERNS_H_

#include <optional>

#include "ingest_service/extraction/times/meaning.h"
#include "ingest_service/extraction/times/words.h"

namespace dateline::extraction {

// The holiday that begins at word `at`: "Christmas Eve", "Thanksgiving", "last Labor Day", "New Year's Day 2024".
std::optional<Found> HolidayAt(Words words, int at);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_HOLIDAY_PATTERNS_H_
