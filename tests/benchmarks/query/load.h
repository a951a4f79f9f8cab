// Callers that ask one question after another, with so many in flight at a time.
#ifndef DATELINE_TESTS_BENCHMARKS_QUERY_LOAD_H_
#define DATELINE_TESTS_BENCHMARKS_QUERY_LOAD_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace dateline::testing {

struct Load {
  int in_flight = 1;
  std::chrono::milliseconds duration{1000};
};

// What came of it; `milliseconds` of each answer, sorted.
struct LoadResult {
  double answers_per_second = 0;
  std::vector<double> milliseconds;

  // From the times of the answers between `start` and `end`.
  static LoadResult From(std::vector<double> milliseconds, double seconds);
  double Percentile(double fraction) const;
};

// A gRPC server as one thread on one connection asks it, in plain HTTP/2: gRPC's own client takes as long for a call as
// a server does, which would hide on a small machine what the server takes. Requests and answers are the bytes of
// messages. A failed call ends the program.
class GrpcCaller {
 public:
  explicit GrpcCaller(const std::string& address);
  ~GrpcCaller();

  // Asks `requests` in turns.
  LoadResult Run(const std::string& method, const std::vector<std::string>& requests, const Load& load);
  // The answer to one request.
  std::string Ask(const std::string& method, const std::string& request);

 private:
  class Connection;

  std::unique_ptr<Connection> connection_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_QUERY_LOAD_H_
