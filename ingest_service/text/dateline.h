// The dateline of wire copy: "PARIS, Jan 5 (Reuters) - ".
#ifndef DATELINE_INGEST_SERVICE_TEXT_DATELINE_H_
#define DATELINE_INGEST_SERVICE_TEXT_DATELINE_H_

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace dateline::text {

// What stands before the first sentence of a dispatch. The views are parts of the paragraph.
struct Dateline {
  absl::string_view place;            // "HÀ NỘI", "Kyiv, Ukraine"; empty: only an agency
  absl::string_view agency;           // "Reuters"; empty: none
  std::optional<absl::CivilDay> day;  // unset: no date, or one without a year
  size_t size_bytes = 0;              // of the dateline with its dash and the white space behind it
};

// The dateline that `paragraph` begins with. A place in capitals suffices before a dash; any other needs an agency in
// brackets or a date, so that "Boris Johnson — former mayor — said" has none.
std::optional<Dateline> ParseDateline(absl::string_view paragraph);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_DATELINE_H_
