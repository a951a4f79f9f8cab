// Times of the day: "7:37 p.m. EST", "noon", "10 a.m.".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_CLOCK_PATTERNS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_CLOCK_PATTERNS_H_

#include <optional>

#include "ingest_service/extraction/times/meaning.h"
#include "ingest_service/extraction/times/words.h"

namespace dateline::extraction {

// The clock time that begins at word `at`, time zone included: type kTime with an hour.
std::optional<Found> ClockTimeAt(Words words, int at);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_CLOCK_PATTERNS_H_
