// How fast the log is written and its feed is read, beside the barest programs that do the same work.
#ifndef DATELINE_TESTS_BENCHMARKS_MEASURE_LOG_H_
#define DATELINE_TESTS_BENCHMARKS_MEASURE_LOG_H_

#include <string>

#include "tests/benchmarks/measures.h"
#include "tests/benchmarks/repeated_articles.h"

namespace dateline::testing {

// The log, and a loop of prepared statements that writes the rows that the log wrote; in turns.
void MeasureLog(const RepeatedArticles& articles, Measures& measures);

// The feed of the log in the file `store`, and a server that sends the same bytes from memory; in turns.
void MeasureTail(const std::string& store, Measures& measures);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_MEASURE_LOG_H_
