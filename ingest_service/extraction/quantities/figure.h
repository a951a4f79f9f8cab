// A number with the sign or word that makes it an amount, as the words alone tell.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_FIGURE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_FIGURE_H_

#include <optional>
#include <string>

#include "ingest_service/extraction/times/words.h"

namespace dateline::extraction {

// "$7 billion", "between 36 and 40", "16–17 percent", "about a quarter", "39".
struct Figure {
  int begin = 0, end = 0;  // words, without approximators
  double value = 0;
  std::optional<double> value_max;  // of a range
  std::string unit;                 // ISO 4217 code, "percent", "percentage points"; empty: a count
  bool approximate = false;
};

// The figure that begins at word `at`.
std::optional<Figure> FigureAt(Words words, int at);

// Whether a figure at [begin, end) tells how many or how much, by the words around it: not a label ("Region 11",
// "F-16"), an age, an ordinal, a score, a list number, or one of a known pair ("the two sides").
bool IsReported(Words words, const Figure& figure);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_FIGURE_H_
