// dateline-ingest and dateline-query as real processes.
#ifndef DATELINE_TESTS_TESTING_SERVICE_PAIR_H_
#define DATELINE_TESTS_TESTING_SERVICE_PAIR_H_

#include <memory>
#include <string>
#include <vector>

#include "dateline/v1/feed_service.grpc.pb.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "tests/testing/child_process.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {

// Both services on loopback ports, with stores in a folder of their own that outlives their restarts. A service that is
// started again takes its old port. Not thread-safe but for the stubs.
class ServicePair {
 public:
  // `program_directory` holds the programs.
  explicit ServicePair(const std::string& program_directory) : program_directory_(program_directory) {}

  // Start and wait until the service listens; a failure of the test otherwise. With a fail-point in `environment` the
  // service may end at any time, before it listens too.
  void StartIngest(const Environment& environment = {});
  void StartQuery(const Environment& environment = {});

  ChildProcess& ingest_process() { return *ingest_process_; }
  ChildProcess& query_process() { return *query_process_; }
  const std::string& ingest_address() const { return ingest_address_; }
  const std::string& query_address() const { return query_address_; }
  std::string IngestStore() const { return directory_.File("ingest.db"); }
  std::string QueryStore() const { return directory_.File("query.db"); }

  // Stubs on new channels, so that a restarted service is reached at once.
  std::unique_ptr<v1::IngestService::Stub> Ingest() const;
  std::unique_ptr<v1::FeedService::Stub> Feed() const;
  std::unique_ptr<v1::QueryService::Stub> Query() const;

  // Waits until the index has applied the feed's head; a failure of the test when it does not within a minute.
  void WaitUntilCaughtUp() const;

  // `dateline ARGUMENTS...`, which knows both addresses.
  FinishedProgram RunCommand(const std::vector<std::string>& arguments) const;

 private:
  std::string Program(const std::string& name) const { return program_directory_ + "/" + name; }
  std::unique_ptr<ChildProcess> StartService(std::vector<std::string> command, const Environment& environment,
                                             std::string& address);

  const std::string program_directory_;
  TemporaryDirectory directory_;
  int starts_ = 0;
  std::string ingest_address_ = "127.0.0.1:0";
  std::string query_address_ = "127.0.0.1:0";
  std::unique_ptr<ChildProcess> ingest_process_;
  std::unique_ptr<ChildProcess> query_process_;
};

// A context with a deadline of a minute.
std::unique_ptr<grpc::ClientContext> CallContext();

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_SERVICE_PAIR_H_
