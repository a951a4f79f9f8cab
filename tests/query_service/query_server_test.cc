#include "query_service/query_server.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/algorithm/container.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "platform/rpc/status_conversion.h"
#include "query_service/answers/tokens.h"
#include "tests/query_service/feed_client/fake_feed.h"
#include "tests/query_service/index/sample_changes.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::query_service {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::FakeFeed;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// So long that only a failure explains it.
constexpr std::chrono::seconds kPatience(30);

class QueryServerTest : public ::testing::Test {
 protected:
  QueryServerTest() {
    feed_.Append(ArticleChange("articles/a", "Viet Nam News"));
    feed_.Append(EntityChange(EntityOf("entities/son", "Bùi Thanh Sơn", {"Son"})));
    feed_.Append(FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/son"}})));
    config_.server.listen_address = "127.0.0.1:0";
    config_.feed.target = feed_.StartServer();
    config_.feed.first_backoff = absl::Milliseconds(5);
    config_.feed.longest_backoff = absl::Milliseconds(20);
    config_.store = {directory_.File("index.db")};
  }

  void Start() {
    absl::StatusOr<std::unique_ptr<QueryServer>> server =
        QueryServer::Start(config_, [](absl::string_view notice) { std::cerr << notice << "\n"; });
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials());
    stub_ = v1::QueryService::NewStub(channel_);
  }

  static void SetDeadline(grpc::ClientContext& context, std::chrono::milliseconds wait = kPatience) {
    context.set_deadline(std::chrono::system_clock::now() + wait);
  }

  static v1::Consistency AtLeast(int64_t offset, const std::string& feed_id = "feed-a") {
    v1::Consistency consistency;
    consistency.set_at_least_as_fresh(answers::RevisionToken({feed_id, offset}));
    return consistency;
  }

  absl::StatusOr<std::vector<std::string>> ListFacts(const v1::Consistency& consistency,
                                                     std::chrono::milliseconds wait = kPatience) {
    grpc::ClientContext context;
    SetDeadline(context, wait);
    v1::ListFactsRequest request;
    *request.mutable_consistency() = consistency;
    v1::ListFactsResponse response;
    const grpc::Status status = stub_->ListFacts(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    std::vector<std::string> names;
    for (const v1::Fact& fact : response.facts()) names.push_back(fact.name());
    return names;
  }

  v1::GetIndexStatusResponse IndexStatus() {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::GetIndexStatusResponse response;
    EXPECT_TRUE(stub_->GetIndexStatus(&context, v1::GetIndexStatusRequest(), &response).ok());
    return response;
  }

  // What health v1 answers: 1 SERVING, 2 NOT_SERVING.
  int Health(const std::string& service) {
    grpc::GenericStub stub(channel_);
    grpc::ClientContext context;
    SetDeadline(context);
    // HealthCheckRequest{service = 1}; its answer is HealthCheckResponse{status = 1}.
    std::string bytes = service.empty() ? "" : std::string("\x0a") + static_cast<char>(service.size()) + service;
    grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", grpc::StubOptions(), &request, &response,
                   [&done](grpc::Status status) { done.set_value(std::move(status)); });
    EXPECT_TRUE(done.get_future().get().ok());
    grpc::Slice answer;
    EXPECT_TRUE(response.DumpToSingleSlice(&answer).ok());
    return answer.size() == 2 ? answer.begin()[1] : -1;
  }

  static bool Eventually(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
  }

  testing::TemporaryDirectory directory_;
  FakeFeed feed_{"feed-a"};
  Config config_;
  std::unique_ptr<QueryServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::QueryService::Stub> stub_;
};

TEST_F(QueryServerTest, AnswersWhatTheFeedBrought) {
  Start();
  const absl::StatusOr<std::vector<std::string>> facts = ListFacts(AtLeast(3));
  ASSERT_THAT(facts, IsOk());
  EXPECT_THAT(*facts, ElementsAre("articles/a/facts/1"));
}

TEST_F(QueryServerTest, WaitsForAChangeThatComesLater) {
  Start();
  auto answer = std::async(std::launch::async, [&] { return ListFacts(AtLeast(4)); });
  ASSERT_TRUE(Eventually([&] { return IndexStatus().applied_offset() == 3; }));
  feed_.Append(FactChange(FactOf("articles/a/facts/2")));
  EXPECT_THAT(*answer.get(), ElementsAre("articles/a/facts/2", "articles/a/facts/1"));
}

TEST_F(QueryServerTest, WaitsNoLongerThanTheDeadline) {
  Start();
  ASSERT_TRUE(Eventually([&] { return IndexStatus().applied_offset() == 3; }));
  const auto answer = ListFacts(AtLeast(99), std::chrono::milliseconds(200));
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kDeadlineExceeded, _));
}

TEST_F(QueryServerTest, SaysWhyAnAnswerCameTooLate) {
  config_.rpc.max_call_duration = absl::Milliseconds(100);
  Start();
  ASSERT_TRUE(Eventually([&] { return IndexStatus().applied_offset() == 3; }));
  const auto answer = ListFacts(AtLeast(99));
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kDeadlineExceeded, HasSubstr("did not reach change 99")));
  EXPECT_EQ(errors::Reason(answer.status()), "NOT_FRESH_ENOUGH");
  EXPECT_EQ(errors::Metadata(answer.status(), "index_offset"), "3");
}

TEST_F(QueryServerTest, RefusesATokenOfAnotherFeed) {
  Start();
  ASSERT_TRUE(Eventually([&] { return IndexStatus().applied_offset() == 3; }));
  const auto answer = ListFacts(AtLeast(1, "feed-z"));
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("another feed")));
  EXPECT_EQ(errors::Reason(answer.status()), "REVISION_TOKEN_INVALID");
  EXPECT_EQ(errors::InvalidField(answer.status()), "consistency.at_least_as_fresh");
}

TEST_F(QueryServerTest, IsNotReadyBeforeItHasReadTheFeed) {
  feed_.StopServer();
  Start();
  const auto answer = ListFacts(v1::Consistency());
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kUnavailable, _));
  EXPECT_EQ(errors::Reason(answer.status()), "INDEX_NOT_READY");
  EXPECT_FALSE(IndexStatus().serving());
  EXPECT_EQ(Health(""), 2);
}

TEST_F(QueryServerTest, IsHealthyOnceCaughtUp) {
  Start();
  ASSERT_TRUE(Eventually([&] { return Health("") == 1; }));
  EXPECT_EQ(Health("dateline.v1.QueryService"), 1);
  const v1::GetIndexStatusResponse status = IndexStatus();
  EXPECT_TRUE(status.serving());
  EXPECT_EQ(status.head_offset(), 3);
  EXPECT_EQ(status.lag_changes(), 0);
  EXPECT_EQ(status.fact_count(), 1);
  EXPECT_EQ(status.entity_count(), 1);
  EXPECT_EQ(status.article_count(), 1);
  EXPECT_EQ(status.feed_id(), "feed-a");
  EXPECT_EQ(status.applied_commit_time().seconds(), 1'750'000'003);
  EXPECT_TRUE(status.has_lag());
  EXPECT_EQ(status.lag().seconds(), 0);
  EXPECT_EQ(status.earliest_offset(), 1);
  EXPECT_EQ(status.content_checksum().size(), 16u);
  EXPECT_GT(status.store_bytes(), 0);
}

TEST_F(QueryServerTest, StillAnswersButIsUnhealthyWhenTheFeedIsGone) {
  Start();
  ASSERT_TRUE(Eventually([&] { return Health("") == 1; }));
  feed_.StopServer();
  ASSERT_TRUE(Eventually([&] { return Health("") == 2; }));
  EXPECT_THAT(ListFacts(v1::Consistency()), IsOk());
}

TEST_F(QueryServerTest, KeepsTheIndexOverARestart) {
  Start();
  ASSERT_TRUE(Eventually([&] { return IndexStatus().applied_offset() == 3; }));
  server_.reset();
  feed_.StopServer();
  Start();
  EXPECT_THAT(*ListFacts(v1::Consistency()), ElementsAre("articles/a/facts/1"));
}

// The whole way: snapshot, changes, a purge that is erased and acknowledged.
TEST_F(QueryServerTest, BeginsWithASnapshotAndConfirmsAPurge) {
  feed_.DropBefore(3);
  feed_.SetSnapshot({testing::ArticleSnapshot(1, "articles/a", "Viet Nam News"),
                     testing::EntitySnapshot(2, EntityOf("entities/son", "Bùi Thanh Sơn", {"Son"}))},
                    2);
  config_.feed.consumer = "replica-1";
  Start();
  const absl::StatusOr<std::vector<std::string>> facts = ListFacts(AtLeast(3));
  ASSERT_THAT(facts, IsOk());
  EXPECT_THAT(*facts, ElementsAre("articles/a/facts/1"));
  v1::Consistency before;
  before.set_at_exact(answers::RevisionToken({"feed-a", 2}));
  EXPECT_THAT(ListFacts(before), StatusIs(absl::StatusCode::kOutOfRange, _));
  feed_.Append(testing::PurgeChange("articles/a", {"entities/son"}));
  EXPECT_THAT(*ListFacts(AtLeast(4)), SizeIs(0));
  ASSERT_TRUE(Eventually([&] { return absl::c_linear_search(feed_.acknowledged(), "replica-1 feed-a/4"); }));
  EXPECT_EQ(IndexStatus().content_checksum(), "0000000000000000");
}

TEST_F(QueryServerTest, BuildsAnewFromAnotherFeed) {
  Start();
  ASSERT_TRUE(Eventually([&] { return IndexStatus().applied_offset() == 3; }));
  server_.reset();
  feed_.BeginAnotherHistory("feed-b");
  feed_.Append(FactChange(FactOf("articles/b/facts/9")));
  Start();
  ASSERT_TRUE(Eventually([&] { return IndexStatus().feed_id() == "feed-b"; }));
  EXPECT_THAT(*ListFacts(AtLeast(1, "feed-b")), ElementsAre("articles/b/facts/9"));
}

TEST_F(QueryServerTest, SendsWaitingCallsAwayWhenItShutsDown) {
  Start();
  ASSERT_TRUE(Eventually([&] { return IndexStatus().applied_offset() == 3; }));
  auto answer = std::async(std::launch::async, [&] { return ListFacts(AtLeast(99)); });
  // Whether the call arrives before or after, it must not be left waiting.
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  server_->Shutdown();
  EXPECT_THAT(answer.get(), StatusIs(absl::StatusCode::kUnavailable, _));
}

TEST_F(QueryServerTest, RefusesAPortThatIsTaken) {
  Start();
  Config second = config_;
  second.server.listen_address = server_->address();
  second.store = {directory_.File("second.db")};
  const auto server = QueryServer::Start(second, [](absl::string_view) {});
  EXPECT_THAT(server, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("another program has this port")));
}

TEST_F(QueryServerTest, RefusesAStoreInUse) {
  Start();
  const auto server = QueryServer::Start(config_, [](absl::string_view) {});
  EXPECT_THAT(server, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("in use by another process")));
}

TEST_F(QueryServerTest, RefusesBytesThatAreNoRequest) {
  Start();
  grpc::GenericStub stub(channel_);
  grpc::ClientContext context;
  SetDeadline(context);
  grpc::Slice slice(std::string("\x0a\x05garb", 6));
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/dateline.v1.QueryService/GetFact", grpc::StubOptions(), &request, &response,
                 [&done](grpc::Status status) { done.set_value(std::move(status)); });
  const absl::Status status = rpc::FromGrpcStatus(done.get_future().get());
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, _));
  EXPECT_EQ(errors::Reason(status), "REQUEST_MALFORMED");
}

TEST_F(QueryServerTest, NamesTheFieldThatIsWrong) {
  Start();
  grpc::ClientContext context;
  SetDeadline(context);
  v1::GetFactRequest request;
  request.set_name("facts/1");
  v1::GetFactResponse response;
  const absl::Status status = rpc::FromGrpcStatus(stub_->GetFact(&context, request, &response));
  EXPECT_EQ(errors::Reason(status), "NAME_INVALID");
  EXPECT_EQ(errors::InvalidField(status), "name");
}

}  // namespace
}  // namespace dateline::query_service
