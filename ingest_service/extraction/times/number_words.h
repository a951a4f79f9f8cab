// Numbers that English writes in letters.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_NUMBER_WORDS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_NUMBER_WORDS_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace dateline::extraction {

// 0..19, 20, 30, ..., 90 for "zero" to "nineteen", "twenty", ...; `word` in lower case.
std::optional<int> SmallNumberOf(absl::string_view word);

// 100 for "hundred", 1000 for "thousand", ..., the factor that multiplies the number before it; also "dozen".
std::optional<int64_t> ScaleOf(absl::string_view word);

// 1.."thirty-first" without its hyphen parts: "first", "twentieth"; digits are not read here.
std::optional<int> OrdinalOf(absl::string_view word);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_NUMBER_WORDS_H_
