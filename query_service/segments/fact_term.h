// The terms under which a segment finds facts.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_FACT_TERM_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_FACT_TERM_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::segments {

// What a term's value is. The numbers are stored.
enum class FactField : char {
  kEntity = 1,        // resource name of a participant
  kEntityInRole = 2,  // the role as one byte, then the resource name
  kRole = 3,          // enum number of a role that somebody plays
  kKind = 4,          // enum number
  kEventType = 5,     // enum number
  kMode = 6,
  kContext = 7,
  kModality = 8,  // enum number
  kNegated = 9,   // no value; facts that are negated
  kArticle = 10,  // resource name
  kPublisher = 11,
  kCountry = 12,     // code of a participant's or the place's country
  kPlace = 13,       // resource name
  kSpeaker = 14,     // resource name of who reports the fact
  kMonth = 15,       // "2025-08": the fact may have held in it
  kLongTime = 16,    // no value; the fact has a time that no list of months says
  kWord = 17,        // folded
  kOfficeWord = 18,  // folded; a word of the office's title spelled out
};

// A term as dictionaries hold and sort it: the field as one byte, then the value.
inline std::string TermKey(FactField field, absl::string_view value = "") {
  return absl::StrCat(absl::string_view(reinterpret_cast<const char*>(&field), 1), value);
}

template <typename Enum>
std::string EnumTermKey(FactField field, Enum value) {
  return TermKey(field, absl::StrCat(static_cast<int>(value)));
}

// The value of kEntityInRole.
inline std::string EntityInRole(v1::ParticipantRole role, absl::string_view entity) {
  const auto byte = static_cast<char>(role);
  return absl::StrCat(absl::string_view(&byte, 1), entity);
}

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_FACT_TERM_H_
