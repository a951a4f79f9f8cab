// Names as lists of comparable words.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NAME_WORDS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NAME_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::extraction {

// The words of a name, folded, without periods, articles and suffixes: {"haider", "al", "abadi"} of "Haider al-Abadi",
// {"us"} of "the U.S.".
std::vector<std::string> NameWords(absl::string_view name);

// Where a short form stands in a full name.
enum class PartPosition { kNone, kMiddle, kFirst, kLast, kWhole };

// Whether the words of `part` stand in `full` in the same order, and where: "Sơn" is last in "Bùi Thanh Sơn", "John
// Bolton" is whole in "John R. Bolton" (first and last words agree). O(full).
PartPosition FindPart(const std::vector<std::string>& part, const std::vector<std::string>& full);

// The initials of words that count in an acronym: "cpp" of "Cambodian People's Party", "au" of "African Union".
std::string Initials(const std::vector<std::string>& words);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NAME_WORDS_H_
