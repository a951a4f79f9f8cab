// Time expressions: the words that say when, and the time they stand for.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_TIME_EXPRESSION_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_TIME_EXPRESSION_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::extraction {

// A time expression as TIMEX3 (TimeML 1.2.1) and EDTF (ISO 8601-2) see it.
struct TimeExpression {
  enum class Type { kDate, kTime, kDuration, kSet };

  text::Span span;      // in Document::text, TIMEX3 extent: without the preposition
  int begin_token = 0;  // the tokens that `span` covers, all in one sentence
  int end_token = 0;
  Type type = Type::kDate;
  std::string timex3_value;  // "2025-08-14", "PRESENT_REF", "P3D"; empty: unresolved
  std::string edtf;          // "2025-08-14", "XXXX-12-12", "2025-01/2025-06"; empty: not a time that EDTF can write or
                             // relative without an anchor date
  std::optional<absl::CivilDay> earliest;  // first and last day that `edtf` allows; unset: open or year unknown
  std::optional<absl::CivilDay> latest;
};

// The time expressions of an article, in text order, not overlapping. `published` anchors relative ones; unset: they
// stay unresolved (edtf empty). Never guesses without an anchor. A pure function; any number of threads.
std::vector<TimeExpression> FindTimes(const text::Document& document, const language::Analysis& analysis,
                                      std::optional<absl::CivilDay> published);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_TIME_EXPRESSION_H_
