// A QueryService without an index: what the wire alone costs.
#ifndef DATELINE_TESTS_BENCHMARKS_QUERY_ECHO_SERVER_H_
#define DATELINE_TESTS_BENCHMARKS_QUERY_ECHO_SERVER_H_

#include <string>
#include <vector>

namespace dateline::testing {

enum class EchoForm {
  kBytes,     // the answer's bytes are there already
  kProtobuf,  // the request is parsed, and the answer, a message, is serialized
};

// Serves until it is killed, after it has printed "listening on HOST:PORT". Every call, of whatever method, gets the
// next answer in the file.
int ServeEchoes(const std::string& path, EchoForm form);

// Keeps serialized answers for it.
void WriteAnswers(const std::vector<std::string>& answers, const std::string& path);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_QUERY_ECHO_SERVER_H_
