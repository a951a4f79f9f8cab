// How long, how often, and words that point without a date: "three days", "every Monday", "now".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_DURATION_PATTERNS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_DURATION_PATTERNS_H_

#include <optional>

#include "ingest_service/extraction/times/meaning.h"
#include "ingest_service/extraction/times/words.h"

namespace dateline::extraction {

// A number of units: "two years", "five-year", "several months", "a minute and a half", "12 to 18 months". Ages
// ("a five-year-old", "30 years old") are none.
std::optional<Found> UnitsAt(Words words, int at);

// Units of time with what stands around them: "about three years", "the past two weeks", "the next few days".
std::optional<Found> DurationAt(Words words, int at);

// "daily", "every Monday", "each year".
std::optional<Found> SetAt(Words words, int at);

// "now", "currently", "recently", "the future".
std::optional<Found> ReferenceAt(Words words, int at);

// Behind "about", "nearly", "more than", ... at `at`; `at`: none there.
int SkipApproximation(Words words, int at);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_DURATION_PATTERNS_H_
