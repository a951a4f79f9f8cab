// What a figure counts or measures.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_MEASURE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_MEASURE_H_

#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// Tokens [begin, end) with their head; empty: none.
struct Phrase {
  int begin = 0, end = 0;
  int head = -1;

  bool empty() const { return begin == end; }
};

// The noun phrase that the figure in front of token `begin` counts: "health facilities" of "seven health facilities",
// "injured" of "30 injured". By tags where there are some, else by the look of the words. `end` bounds it.
Phrase CountedPhraseAt(const language::Tree& tree, absl::string_view text, int begin, int end);

// Whether `token` is a unit of measurement ("kilometers", "tonnes", "barrels").
bool IsMeasureUnit(absl::string_view word);

// The noun that an apposed or trailing number counts: "magnitude" of "magnitude 6.3", "women" of "women, 102,".
Phrase PhraseBefore(const language::Tree& tree, absl::string_view text, int begin);

// The phrase behind "of" or "in" at token `at` ("territory" of "18,000 square kilometers of territory"), brackets
// skipped.
Phrase PartitivePhraseAt(const language::Tree& tree, absl::string_view text, int at, int end);

// What an amount measures: "bilateral trade" in "bilateral trade recording strong growth to around $7 billion", "extra
// funding" in "$50 billion in extra funding", "the death toll" in "the death toll rose to six". Tokens [begin, end) are
// the figure's. Needs a tree; reads a bounded number of tokens.
Phrase MeasuredPhrase(const language::Tree& tree, absl::string_view text, int begin, int end);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_QUANTITIES_MEASURE_H_
