// Two replicas that are restarted one after the other while clients call.
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

constexpr int kCallers = 4;
constexpr int kArticles = 20;

std::string ReadFile(const std::string& path) {
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  return content.str();
}

// As callers are told to: over all replicas, with retries.
std::unique_ptr<v1::QueryService::Stub> BalancedStub(const std::string& first, const std::string& second) {
  grpc::ChannelArguments arguments;
  arguments.SetServiceConfigJSON(ReadFile(DATELINE_SOURCE_DIRECTORY "/deploy/clients/service_config.json"));
  return v1::QueryService::NewStub(grpc::CreateCustomChannel(absl::StrCat("ipv4:", first, ",", second),
                                                             grpc::InsecureChannelCredentials(), arguments));
}

// A replica with an index of its own, on a port that it keeps.
class Replica {
 public:
  Replica(const ServicePair& pair, int number) : pair_(pair), number_(number) {}

  void Start() {
    const std::string name = absl::StrCat("replica", number_);
    const std::vector<std::string> command = {absl::StrCat(DATELINE_PROGRAM_DIRECTORY, "/dateline-query"),
                                              "--listen=" + address_, "--ingest=" + pair_.ingest_address(),
                                              "--store=sqlite:" + pair_.File(name + ".db"), "--consumer=" + name};
    process_ = std::make_unique<ChildProcess>(command, Environment{}, pair_.File(absl::StrCat(name, "-", ++starts_)));
    address_ = process_->WaitForOutputAfter("listening on ");
    ASSERT_FALSE(address_.empty()) << process_->Errors();
    while (!IsServing()) absl::SleepFor(absl::Milliseconds(20));
  }
  void Restart() {
    EXPECT_EQ(process_->Terminate(), 0);
    Start();
  }
  const std::string& address() const { return address_; }

 private:
  bool IsServing() const {
    v1::GetIndexStatusResponse status;
    return QueryAt(address_)->GetIndexStatus(CallContext().get(), {}, &status).ok() && status.serving() &&
           status.applied_offset() > 0;
  }

  const ServicePair& pair_;
  const int number_;
  int starts_ = 0;
  std::string address_ = "127.0.0.1:0";
  std::unique_ptr<ChildProcess> process_;
};

void IngestSamples(const ServicePair& pair) {
  const auto stub = pair.Ingest();
  for (int i = 0; i < kArticles; ++i) {
    v1::IngestArticleRequest request;
    request.mutable_article()->set_name(absl::StrCat("articles/", i));
    request.mutable_article()->set_body(
        absl::StrCat("The foreign minister of Vietnam met ", i, " ministers of Thailand in Hanoi on Tuesday."));
    v1::IngestArticleResponse response;
    ASSERT_TRUE(stub->IngestArticle(CallContext().get(), request, &response).ok());
  }
}

TEST(RollingRestart, FailsNoCallOfAClientThatRetries) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  IngestSamples(pair);
  std::vector<Replica> replicas;
  for (int number = 0; number < 2; ++number) {
    replicas.emplace_back(pair, number);
    replicas.back().Start();
  }
  const auto stub = BalancedStub(replicas[0].address(), replicas[1].address());
  std::atomic<bool> over = false;
  std::atomic<int> answered = 0;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&] {
      while (!over) {
        v1::ListFactsRequest request;
        request.set_page_size(5);
        v1::ListFactsResponse response;
        const grpc::Status status = stub->ListFacts(CallContext().get(), request, &response);
        EXPECT_TRUE(status.ok()) << status.error_code() << ": " << status.error_message();
        EXPECT_GT(response.facts_size(), 0);
        ++answered;
      }
    });
  }
  for (int round = 0; round < 2; ++round) {
    for (Replica& replica : replicas) {
      const int before = answered;
      while (answered < before + 100) absl::SleepFor(absl::Milliseconds(1));
      replica.Restart();
      // As a rollout waits (minReadySeconds): gRPC's clients come back to a replica that was away after a second or
      // more.
      absl::SleepFor(absl::Seconds(4));
    }
  }
  over = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_GT(answered, 400);
}

}  // namespace
}  // namespace dateline::testing
