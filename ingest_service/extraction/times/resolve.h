// Meaning + the day of publication -> the time that is meant.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_RESOLVE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_RESOLVE_H_

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "ingest_service/extraction/times/meaning.h"
#include "ingest_service/extraction/times/period.h"
#include "ingest_service/extraction/times/tense.h"

namespace dateline::extraction {

// What a relative expression may count from.
struct Anchors {
  std::optional<absl::CivilDay> published;  // unset: unknown
  std::optional<Period> spoken;             // the time last spoken of; unset: none yet
  Tense tense = Tense::kUnknown;            // of the verb that the expression belongs to
};

struct ResolvedTime {
  std::string timex3;            // as TimeExpression::timex3_value
  std::string edtf;              // as TimeExpression::edtf
  std::optional<Period> period;  // unset: unresolved, or no stretch of the calendar
};

// The time that `meaning` names. Without a day of publication what is relative to it stays unresolved, and a date
// without its year keeps "XXXX".
ResolvedTime Resolve(const Meaning& meaning, const Anchors& anchors);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_RESOLVE_H_
