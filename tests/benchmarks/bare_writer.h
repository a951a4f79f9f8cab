// The least that a program can do to write what the log writes.
#ifndef DATELINE_TESTS_BENCHMARKS_BARE_WRITER_H_
#define DATELINE_TESTS_BENCHMARKS_BARE_WRITER_H_

#include <string>

namespace dateline::testing {

// Writes the rows of the log in the file `log` into a new file `copy`, with the same schema, pragmas and transactions,
// by prepared statements in a loop: every row that is there, once, and the feed's head with each transaction. The rows
// are in memory before the time runs. Seconds.
double WriteSameRows(const std::string& log, const std::string& copy);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_BARE_WRITER_H_
