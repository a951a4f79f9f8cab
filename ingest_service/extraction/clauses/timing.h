// Which time expression belongs to which predicate.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_TIMING_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_TIMING_H_

#include <vector>

#include "absl/container/flat_hash_map.h"
#include "ingest_service/extraction/times/time_expression.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// The dates of an article hung on the words that they date. Built in time linear in the tokens and times.
class ClauseTimes {
 public:
  ClauseTimes(const language::Tree& tree, const std::vector<TimeExpression>& times);

  // Index of the time of an event at `token` that `predicate` carries, by the nearest of BearersOf that has one; -1:
  // not said.
  int TimeOf(int token, int predicate) const;

 private:
  struct Modifier {
    int time;         // its index
    int begin_token;  // where it stands
  };

  const language::Tree& tree_;
  absl::flat_hash_map<int, Modifier> time_of_token_;  // of several that modify a token the first, or one within it
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_TIMING_H_
