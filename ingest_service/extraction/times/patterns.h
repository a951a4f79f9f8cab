// The grammar of time expressions: which words from a given one on say when.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_PATTERNS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_PATTERNS_H_

#include <optional>

#include "ingest_service/extraction/times/meaning.h"
#include "ingest_service/extraction/times/words.h"

namespace dateline::extraction {

// The longest time expression that begins at word `at`, in the extent of TIMEX3: with determiner and modifier ("the end
// of November", "early next week"), without preposition. Reads a bounded number of words.
std::optional<Found> TimeAt(Words words, int at);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_PATTERNS_H_
