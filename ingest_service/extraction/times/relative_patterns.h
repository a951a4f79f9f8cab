// Times that count from the day of writing, and parts of years: "yesterday", "last week", "two years ago", "the first
// half".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_RELATIVE_PATTERNS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_RELATIVE_PATTERNS_H_

#include <optional>

#include "ingest_service/extraction/times/meaning.h"
#include "ingest_service/extraction/times/words.h"

namespace dateline::extraction {

// "today", "the day before yesterday", "last night", "this morning".
std::optional<Found> DeicticAt(Words words, int at);

// "nearly four years ago", "ten days from now".
std::optional<Found> DistanceAt(Words words, int at);

// "this year", "last Friday", "the coming weekend", "next June", "the previous quarter"; also "the weekend".
std::optional<Found> NeighbourAt(Words words, int at);

// "the third quarter of 2019", "Q3", "the first half of this year", "the first nine months of 2019", "this year's
// second quarter", "the year-ago quarter".
std::optional<Found> PartOfYearAt(Words words, int at);

// "summer 2019", "the winter of 1994", "fiscal 1989", "the year 2000".
std::optional<Found> SeasonOrYearAt(Words words, int at);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_RELATIVE_PATTERNS_H_
