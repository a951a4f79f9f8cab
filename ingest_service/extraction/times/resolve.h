// Meaning + the day of publication -> the time that is meant.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_RESOLVE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_RESOLVE_H_

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "ingest_service/extraction/times/meaning.h"
#include "ingest_service/extraction/times/tense.h"

namespace dateline::extraction {

struct ResolvedTime {
  std::string timex3;  // as TimeExpression::timex3_value
  std::string edtf;    // as TimeExpression::edtf
  std::optional<absl::CivilDay> earliest, latest;
};

// The time that `meaning` names in an article of day `published`, next to a verb of `tense`. Without `published` what
// is relative stays unresolved, and a date without its year keeps "XXXX".
ResolvedTime Resolve(const Meaning& meaning, std::optional<absl::CivilDay> published, Tense tense);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_RESOLVE_H_
