#include "query_service/rpc/fact_streams.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "platform/rpc/server_host.h"
#include "query_service/rpc/query_service_rpc.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::testing::ElementsAre;

class FactStreamsTest : public testing::AnswerFixture {
 protected:
  FactStreamsTest() {
    Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
    health_ = std::make_unique<FeedHealth>(
        10, gate_, hub_, [](bool) {}, [](absl::string_view) {});
    service_ = std::make_unique<QueryServiceRpc>(QueryRpcOptions(), answers_, gate_, *health_, workers_,
                                                 WatchContext{reader_, hub_, watch_workers_});
    ServerOptions server;
    server.listen_address = "127.0.0.1:0";
    host_ = *ServerHost::Start(server, {}, nullptr, {service_.get()});
    stub_ = v1::QueryService::NewStub(grpc::CreateChannel(host_->address(), grpc::InsecureChannelCredentials()));
  }

  answers::FreshnessGate gate_{10};
  threading::WorkerPool workers_{1, 10};
  watches::WatchHub hub_{reader_, answers_.corroboration(), 10};
  threading::WorkerPool watch_workers_{1, 10};
  std::unique_ptr<FeedHealth> health_;
  std::unique_ptr<QueryServiceRpc> service_;
  std::unique_ptr<ServerHost> host_;
  std::unique_ptr<v1::QueryService::Stub> stub_;
};

TEST_F(FactStreamsTest, ExportsToTheLastFact) {
  grpc::ClientContext context;
  const auto reader = stub_->ExportFacts(&context, {});
  std::vector<std::string> names;
  for (v1::ExportFactsResponse response; reader->Read(&response);) {
    for (const v1::Fact& fact : response.facts()) names.push_back(fact.name());
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_THAT(names, ElementsAre("articles/a/facts/2", "articles/a/facts/1"));
}

TEST_F(FactStreamsTest, TellsAWatchWhatIsThereAndWhatComes) {
  grpc::ClientContext context;
  v1::WatchFactsRequest request;
  request.set_include_present(true);
  const auto reader = stub_->WatchFacts(&context, request);
  v1::WatchFactsResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.events_size(), 2);
  Apply({FactChange(FactOf("articles/b/facts/1"))});
  hub_.Advance();
  do {
    ASSERT_TRUE(reader->Read(&response));
  } while (response.events().empty());
  EXPECT_EQ(response.events(0).fact_name(), "articles/b/facts/1");
  context.TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(FactStreamsTest, RefusesWhatIsNotValid) {
  grpc::ClientContext context;
  v1::WatchFactsRequest request;
  request.set_bookmark_interval_ms(1);
  const auto reader = stub_->WatchFacts(&context, request);
  v1::WatchFactsResponse response;
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(FactStreamsTest, EndsWatchesWhenItShutsDown) {
  grpc::ClientContext context;
  const auto reader = stub_->WatchFacts(&context, {});
  v1::WatchFactsResponse response;
  ASSERT_TRUE(reader->Read(&response));
  hub_.Shutdown();
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace dateline::rpc
