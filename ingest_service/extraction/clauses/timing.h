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

  // Index of the time of an event at `token` that `predicate` carries; -1: the clause does not say when.
  int TimeOf(int token, int predicate) const;

 private:
  const language::Tree& tree_;
  absl::flat_hash_map<int, int> time_of_token_;  // the first time that modifies a token
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_TIMING_H_
