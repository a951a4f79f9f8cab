// Callers that ask one question after another, with so many in flight at a time.
#ifndef DATELINE_TESTS_BENCHMARKS_QUERY_LOAD_H_
#define DATELINE_TESTS_BENCHMARKS_QUERY_LOAD_H_

#include <chrono>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"

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

// A gRPC server as one thread on one connection asks it. Requests and answers are bytes: nobody waits for the client to
// parse. A failed call ends the program.
class GrpcCaller {
 public:
  explicit GrpcCaller(const std::string& address);

  // Asks `requests` in turns.
  LoadResult Run(const std::string& method, const std::vector<grpc::ByteBuffer>& requests, const Load& load);
  // The answer to one request.
  std::string Ask(const std::string& method, const grpc::ByteBuffer& request);

 private:
  grpc::GenericStub stub_;
};

grpc::ByteBuffer ToByteBuffer(const google::protobuf::Message& message);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_QUERY_LOAD_H_
