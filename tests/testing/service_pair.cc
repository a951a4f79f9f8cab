#include "tests/testing/service_pair.h"

#include <signal.h>

#include <chrono>
#include <filesystem>
#include <thread>
#include <utility>

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "tests/testing/store_server.h"

namespace dateline::testing {
namespace {

constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kPollInterval = std::chrono::milliseconds(20);
constexpr char kListening[] = "listening on ";
constexpr char kPortTaken[] = "another program has this port";

std::shared_ptr<grpc::Channel> NewChannel(const std::string& address) {
  grpc::ChannelArguments arguments;
  // Channels of one address share connections otherwise, and with them the wait after a failed one.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace

std::unique_ptr<grpc::ClientContext> CallContext() {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + kPatience);
  return context;
}

std::unique_ptr<v1::QueryService::Stub> QueryAt(const std::string& address) {
  return v1::QueryService::NewStub(NewChannel(address));
}

ServicePair::ServicePair(const std::string& program_directory, const Hosts& hosts)
    : program_directory_(program_directory), ingest_address_(hosts.ingest + ":0"), query_address_(hosts.query + ":0") {
  for (const std::string& folder : {IngestFolder(), QueryFolder()}) std::filesystem::create_directory(folder);
  if (StoreServer::IsWanted()) own_database_ = StoreServer::MakeDatabase();
  ingest_store_ = own_database_.empty() ? IngestFolder() + "/ingest.db" : own_database_;
}

ServicePair::~ServicePair() {
  ingest_process_.reset();
  if (!own_database_.empty()) StoreServer::DropDatabase(own_database_);
}

std::unique_ptr<ChildProcess> ServicePair::StartService(std::vector<std::string> command,
                                                        const Environment& environment, std::string& address) {
  command.push_back("--listen=" + address);
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    const std::string output_prefix = directory_.File("service" + std::to_string(++starts_));
    auto process = std::make_unique<ChildProcess>(command, environment, output_prefix);
    const std::string taken = process->WaitForOutputAfter(kListening);
    if (!taken.empty()) {
      address = taken;
      return process;
    }
    // While a service was down, a connection of somebody else may have got its port; it will not keep it.
    const bool waits = std::chrono::steady_clock::now() < give_up;
    if (waits && process->Errors().find(kPortTaken) != std::string::npos) {
      std::this_thread::sleep_for(kPollInterval);
      continue;
    }
    const bool died_at_fail_point = !environment.empty() && !process->IsRunning() && process->Wait() == -SIGKILL;
    if (!died_at_fail_point) ADD_FAILURE() << command[0] << " does not listen: " << process->Errors();
    return process;
  }
}

std::string ServicePair::IngestStoreFlag() const {
  return "--store=" + (IsOnPostgres() ? ingest_store_ : "sqlite:" + ingest_store_);
}

void ServicePair::StartIngest(const Environment& environment, const std::vector<std::string>& flags) {
  std::vector<std::string> command = {Program("dateline-ingest"), IngestStoreFlag()};
  command.insert(command.end(), flags.begin(), flags.end());
  ingest_process_ = StartService(std::move(command), environment, ingest_address_);
}

void ServicePair::StartQuery(const Environment& environment, const std::vector<std::string>& flags) {
  std::vector<std::string> command = {Program("dateline-query"), "--store=sqlite:" + QueryStore(),
                                      "--ingest=" + ingest_address_};
  command.insert(command.end(), flags.begin(), flags.end());
  query_process_ = StartService(std::move(command), environment, query_address_);
}

std::unique_ptr<v1::IngestService::Stub> ServicePair::Ingest() const {
  return v1::IngestService::NewStub(NewChannel(ingest_address_));
}

std::unique_ptr<v1::FeedService::Stub> ServicePair::Feed() const {
  return v1::FeedService::NewStub(NewChannel(ingest_address_));
}

std::unique_ptr<v1::QueryService::Stub> ServicePair::Query() const { return QueryAt(query_address_); }

void ServicePair::WaitUntilCaughtUp() const {
  v1::GetFeedInfoResponse feed;
  const grpc::Status known = Feed()->GetFeedInfo(CallContext().get(), {}, &feed);
  ASSERT_TRUE(known.ok()) << known.error_message();
  const auto query = Query();
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  v1::GetIndexStatusResponse index;
  while (std::chrono::steady_clock::now() < deadline) {
    const grpc::Status status = query->GetIndexStatus(CallContext().get(), {}, &index);
    if (status.ok() && index.applied_offset() >= feed.head_offset() && index.serving()) return;
    std::this_thread::sleep_for(kPollInterval);
  }
  FAIL() << "the index stays at " << index.applied_offset() << " of " << feed.head_offset();
}

FinishedProgram ServicePair::RunCommand(const std::vector<std::string>& arguments, Environment environment) const {
  std::vector<std::string> command = {Program("dateline")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  environment.emplace("DATELINE_INGEST", ingest_address_);
  environment.emplace("DATELINE_QUERY", query_address_);
  return RunProgram(command, environment);
}

}  // namespace dateline::testing
