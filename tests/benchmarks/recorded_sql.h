// What a session of PostgreSQL ran, as a script for pgbench.
#ifndef DATELINE_TESTS_BENCHMARKS_RECORDED_SQL_H_
#define DATELINE_TESTS_BENCHMARKS_RECORDED_SQL_H_

#include <cstdint>
#include <istream>
#include <string>

namespace dateline::testing {

// `server_log`: of a server with log_statement=all and the usual log_line_prefix. The script runs each transaction of
// the session that wrote feed_log again, statement by statement with its values in place; `pipelined`: without waiting
// for an answer before the transaction's end.
std::string RecordedSql(std::istream& server_log, bool pipelined);

// In a script of RecordedSql.
int64_t CountStatements(const std::string& script);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_RECORDED_SQL_H_
