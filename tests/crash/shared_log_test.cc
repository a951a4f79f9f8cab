// Several ingest processes that append to one database, and are killed in turn.
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "tests/testing/child_process.h"
#include "tests/testing/directories.h"
#include "tests/testing/feed_history.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/service_pair.h"
#include "tests/testing/skipped_test.h"

namespace dateline::testing {
namespace {

using ::testing::IsEmpty;

constexpr int kWriters = 4;
constexpr size_t kKills = 6;
constexpr int kArticlesBetweenKills = 12;
constexpr auto kPatience = std::chrono::minutes(1);

class SharedLog : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresCluster::IsInstalled()) return SkipTest("PostgreSQL 15 is not installed");
    cluster_ = std::make_unique<PostgresCluster>();
    const store::Location store = cluster_->Url(cluster_->MakeDatabase());
    for (ServicePair& pair : pairs_) {
      pair.UseIngestStore(store);
      pair.StartIngest();
    }
  }

  // All of them, as a caller names them.
  std::string Target() const {
    return absl::StrCat("ipv4:", pairs_[0].ingest_address(), ",", pairs_[1].ingest_address());
  }

  // Sends one article after another to whichever process takes it, each until it is acknowledged.
  void Write(int writer, const std::atomic<bool>& ending) {
    grpc::ChannelArguments arguments;
    arguments.SetServiceConfigJSON(R"({"loadBalancingConfig": [{"round_robin": {}}]})");
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 100);
    const auto ingest =
        v1::IngestService::NewStub(grpc::CreateCustomChannel(Target(), grpc::InsecureChannelCredentials(), arguments));
    for (int number = 1; !ending; ++number) {
      v1::IngestArticleRequest request;
      request.set_request_id(absl::StrCat("writer", writer, "-", number));
      request.mutable_article()->set_name(absl::StrCat("articles/writer", writer, "-", number));
      request.mutable_article()->set_body(
          absl::StrCat("PARIS - President Anne Dubois met Prime Minister Karl Weber in Lyon, village ", number, "."));
      v1::IngestArticleResponse response;
      grpc::Status status;
      do {
        status = ingest->IngestArticle(CallContext().get(), request, &response);
      } while (status.error_code() == grpc::StatusCode::UNAVAILABLE ||
               status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
      ASSERT_TRUE(status.ok()) << status.error_message();
      ++acknowledged_;
    }
  }

  // Until so many more are acknowledged.
  void Await(int more) const {
    const int goal = acknowledged_ + more;
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (acknowledged_ < goal && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    EXPECT_GE(acknowledged_, goal) << "the others do not go on";
  }

  std::unique_ptr<PostgresCluster> cluster_;
  // Of each, only ingest.
  std::array<ServicePair, 2> pairs_{ServicePair(DATELINE_PROGRAM_DIRECTORY), ServicePair(DATELINE_PROGRAM_DIRECTORY)};
  std::atomic<int> acknowledged_ = 0;
};

TEST_F(SharedLog, OutlivesAnyOfItsProcesses) {
  ChildProcess query({DATELINE_PROGRAM_DIRECTORY "/dateline-query", "--listen=127.0.0.1:0",
                      "--store=sqlite:" + pairs_[0].QueryStore(), "--ingest=" + Target()},
                     {}, pairs_[0].File("query-of-both"));
  std::atomic<bool> ending = false;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([this, writer, &ending] { Write(writer, ending); });
  }
  for (size_t kill = 0; kill < kKills; ++kill) {
    Await(kArticlesBetweenKills);
    ServicePair& victim = pairs_[kill % pairs_.size()];
    victim.ingest_process().Kill();
    Await(kArticlesBetweenKills);
    victim.StartIngest();
  }
  ending = true;
  for (std::thread& writer : writers) writer.join();

  for (const ServicePair& pair : pairs_) {
    const FeedHistory history = ReadFeedHistory(*pair.Feed());
    EXPECT_THAT(history.violations(), IsEmpty());
    EXPECT_EQ(static_cast<int>(history.articles().size()), acknowledged_);
  }
  const auto answers = QueryAt(query.WaitForOutputAfter("listening on "));
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  v1::GetIndexStatusResponse index;
  while (index.article_count() < acknowledged_ && std::chrono::steady_clock::now() < deadline) {
    EXPECT_TRUE(answers->GetIndexStatus(CallContext().get(), {}, &index).ok());
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(index.article_count(), acknowledged_);
}

}  // namespace
}  // namespace dateline::testing
