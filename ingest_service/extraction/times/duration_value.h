// Durations and sets as TIMEX3 writes them (ISO 8601 durations with "X" for what is vague).
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_DURATION_VALUE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_DURATION_VALUE_H_

#include <optional>
#include <string>

#include "ingest_service/extraction/times/meaning.h"

namespace dateline::extraction {

// "P3D", "PT2H30M", "PXY"; decades and centuries are counted in years.
std::string DurationValue(std::optional<double> count, Unit unit);

// "P1D", "XXXX-WXX-4", "XXXX-07". REQUIRES: meaning.type is kSet.
std::string SetValue(const Meaning& meaning);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_DURATION_VALUE_H_
