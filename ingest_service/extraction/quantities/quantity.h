// Figures that an article reports: how much of what.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_QUANTITY_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_QUANTITY_H_

#include <optional>
#include <string>
#include <vector>

#include "ingest_service/extraction/times/time_expression.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::extraction {

// One figure. Ordinals, dates, ages in passing and numbers inside names are no quantities.
struct Quantity {
  text::Span span;      // the figure with its unit: "$7 billion", "39", "20 percent"
  int begin_token = 0;  // the tokens that `span` covers
  int end_token = 0;
  int head_token = 0;      // the syntactic head of the counted or measured phrase
  std::string metric;      // what is measured, as the article words it: "bilateral trade", "people dead"
  text::Span metric_span;  // where `metric` stands; empty: nowhere in one piece
  double value = 0;
  std::optional<double> value_max;  // upper end of a range; `value` is the lower
  std::string unit;                 // ISO 4217 code ("USD"), "percent", else the plural noun as written ("employees")
  bool approximate = false;         // "around", "nearly", "more than", ...
};

// The reported figures in text order. `times` are the article's time expressions, whose numbers are left alone.
// A pure function; any number of threads.
std::vector<Quantity> FindQuantities(const text::Document& document, const language::Analysis& analysis,
                                     const std::vector<TimeExpression>& times);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_QUANTITY_H_
