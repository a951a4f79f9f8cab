// How the two programs do together.
#ifndef DATELINE_TESTS_BENCHMARKS_MEASURE_PAIR_H_
#define DATELINE_TESTS_BENCHMARKS_MEASURE_PAIR_H_

#include "tests/benchmarks/measures.h"
#include "tests/benchmarks/repeated_articles.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {

// From the answer to an article until the query service answers with it, while articles come at half the rate that the
// pair takes at most, each at its time whether those before are answered or not.
void MeasureVisibility(const std::string& programs, const RepeatedArticles& articles, Measures& measures);

// What follows is for a pair whose log is large. REQUIRES: only its ingest service runs.

// From an answer until every healthy follower has its changes, without and beside followers that stand still; in turns.
void MeasureFanOut(ServicePair& pair, const RepeatedArticles& articles, Measures& measures);

// An index from nothing to the head. Leaves the query service running.
void MeasureBootstrap(ServicePair& pair, int64_t facts, Measures& measures);

// Both services killed while they write, until each serves again. REQUIRES: both run.
void MeasureStart(ServicePair& pair, const RepeatedArticles& articles, Measures& measures);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_MEASURE_PAIR_H_
