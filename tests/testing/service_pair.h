// dateline-ingest and dateline-query as real processes.
#ifndef DATELINE_TESTS_TESTING_SERVICE_PAIR_H_
#define DATELINE_TESTS_TESTING_SERVICE_PAIR_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "dateline/v1/feed_service.grpc.pb.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "tests/testing/child_process.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {

// Where a pair of services listens.
struct Hosts {
  std::string ingest = "127.0.0.1";
  std::string query = "127.0.0.1";
};

// Both services on free ports, with a store in a folder of its own each that outlives their restarts. A service that is
// started again takes its old port. Not thread-safe but for the stubs.
class ServicePair {
 public:
  // `program_directory` holds the programs.
  explicit ServicePair(const std::string& program_directory, const Hosts& hosts = {})
      : program_directory_(program_directory),
        ingest_address_(hosts.ingest + ":0"),
        query_address_(hosts.query + ":0") {
    for (const std::string& store : {IngestStore(), QueryStore()}) std::filesystem::create_directory(FolderOf(store));
  }

  // Start and wait until the service listens; a failure of the test otherwise. With a fail-point in `environment` the
  // service may end at any time, before it listens too.
  void StartIngest(const Environment& environment = {}, const std::vector<std::string>& flags = {});
  void StartQuery(const Environment& environment = {}, const std::vector<std::string>& flags = {});

  ChildProcess& ingest_process() const { return *ingest_process_; }
  ChildProcess& query_process() const { return *query_process_; }
  const std::string& ingest_address() const { return ingest_address_; }
  const std::string& query_address() const { return query_address_; }
  // For whatever else a test needs.
  std::string File(const std::string& name) const { return directory_.File(name); }
  std::string IngestStore() const { return directory_.File("ingest/ingest.db"); }
  std::string QueryStore() const { return directory_.File("query/query.db"); }
  static std::string FolderOf(const std::string& store) { return std::filesystem::path(store).parent_path().string(); }

  // Stubs on new channels, so that a restarted service is reached at once.
  std::unique_ptr<v1::IngestService::Stub> Ingest() const;
  std::unique_ptr<v1::FeedService::Stub> Feed() const;
  std::unique_ptr<v1::QueryService::Stub> Query() const;

  // Waits until the index has applied the feed's head; a failure of the test when it does not within a minute.
  void WaitUntilCaughtUp() const;

  // `dateline ARGUMENTS...`, which knows both addresses.
  FinishedProgram RunCommand(const std::vector<std::string>& arguments, Environment environment = {}) const;

 private:
  std::string Program(const std::string& name) const { return program_directory_ + "/" + name; }
  std::unique_ptr<ChildProcess> StartService(std::vector<std::string> command, const Environment& environment,
                                             std::string& address);

  const std::string program_directory_;
  TemporaryDirectory directory_;
  int starts_ = 0;
  std::string ingest_address_;
  std::string query_address_;
  std::unique_ptr<ChildProcess> ingest_process_;
  std::unique_ptr<ChildProcess> query_process_;
};

// A stub on a channel of its own.
std::unique_ptr<v1::QueryService::Stub> QueryAt(const std::string& address);

// A context with a deadline of a minute.
std::unique_ptr<grpc::ClientContext> CallContext();

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_SERVICE_PAIR_H_
