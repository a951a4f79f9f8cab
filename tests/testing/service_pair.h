// dateline-ingest and dateline-query as real processes.
#ifndef DATELINE_TESTS_TESTING_SERVICE_PAIR_H_
#define DATELINE_TESTS_TESTING_SERVICE_PAIR_H_

#include <memory>
#include <string>
#include <vector>

#include "dateline/v1/feed_service.grpc.pb.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "platform/store/database.h"
#include "tests/testing/child_process.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {

// Where a pair of services listens.
struct Hosts {
  std::string ingest = "127.0.0.1";
  std::string query = "127.0.0.1";
};

// Both services on free ports, with a store of its own each that outlives their restarts: a file in a folder, or, of
// ingest where StoreServer is wanted, a database. A service that is started again takes its old port. Not thread-safe
// but for the stubs.
class ServicePair {
 public:
  // `program_directory` holds the programs.
  explicit ServicePair(const std::string& program_directory, const Hosts& hosts = {});
  ~ServicePair();
  ServicePair(const ServicePair&) = delete;
  ServicePair& operator=(const ServicePair&) = delete;

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
  const store::Location& IngestStore() const { return ingest_store_; }
  std::string QueryStore() const { return QueryFolder() + "/query.db"; }
  // What tells dateline-ingest of its store.
  std::string IngestStoreFlag() const;
  bool IsOnPostgres() const { return store::IsPostgres(ingest_store_); }
  // Another store than its own, from the next start of ingest on.
  void UseIngestStore(const store::Location& store) { ingest_store_ = store; }
  // Where the files of the services are.
  std::string IngestFolder() const { return directory_.File("ingest"); }
  std::string QueryFolder() const { return directory_.File("query"); }

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
  store::Location own_database_;  // of ingest; empty: it has a file
  store::Location ingest_store_;
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
