#include "platform/rpc/connection_gate.h"

#include "absl/time/clock.h"
#include "tests/testing/loopback_socket.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

// A gate before a bare gRPC server.
class ConnectionGateTest : public ::testing::Test {
 protected:
  ~ConnectionGateTest() override {
    if (server_ != nullptr) server_->Shutdown();
  }

  void Start(const ConnectionLimits& limits, const std::string& address = "127.0.0.1:0") {
    auto gate = ConnectionGate::Listen(address, limits);
    ASSERT_THAT(gate, IsOk());
    gate_ = *std::move(gate);
    grpc::ServerBuilder builder;
    auto acceptor = builder.experimental().AddExternalConnectionAcceptor(
        grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD, grpc::InsecureServerCredentials());
    builder.RegisterService(&feed_);
    server_ = builder.BuildAndStart();
    gate_->Open(std::move(acceptor), [](const std::string&) {});
  }

  bool EventuallyConnections(int count) {
    for (int i = 0; i < 60000 && gate_->connections() != count; ++i) absl::SleepFor(absl::Milliseconds(1));
    return gate_->connections() == count;
  }

  testing::ScriptedFeed feed_;
  std::unique_ptr<ConnectionGate> gate_;
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(ConnectionGateTest, HandsConnectionsToTheServer) {
  Start({});
  EXPECT_THAT(testing::FeedCaller(gate_->address()).GetFeedInfo().status, IsOk());
  EXPECT_TRUE(EventuallyConnections(0));
}

TEST_F(ConnectionGateTest, ClosesOneTooManyAndLetsOthersInWhenOneEnds) {
  Start({2, 2});
  testing::LoopbackSocket first(gate_->address());
  {
    testing::LoopbackSocket second(gate_->address());
    EXPECT_TRUE(EventuallyConnections(2));
    EXPECT_TRUE(testing::LoopbackSocket(gate_->address()).IsClosed());
    EXPECT_EQ(gate_->refused(), 1);
  }
  EXPECT_TRUE(EventuallyConnections(1));
  EXPECT_THAT(testing::FeedCaller(gate_->address()).GetFeedInfo().status, IsOk());
}

TEST_F(ConnectionGateTest, LimitsTheConnectionsOfOneHost) {
  Start({10, 1});
  testing::LoopbackSocket first(gate_->address());
  EXPECT_TRUE(EventuallyConnections(1));
  EXPECT_TRUE(testing::LoopbackSocket(gate_->address()).IsClosed());
}

// Also one that comes by IPv4 to an address of both kinds, whom gRPC names by IPv4.
TEST_F(ConnectionGateTest, ShutsOutAPeerAndItsHost) {
  for (const char* const address : {"127.0.0.1:0", "[::]:0"}) {
    Start({}, address);
    const testing::LoopbackSocket flood(gate_->address());
    EXPECT_TRUE(EventuallyConnections(1));
    for (int i = 0; i < 2; ++i) gate_->ShutOut("ipv4:127.0.0.1:" + std::to_string(flood.port()));
    EXPECT_TRUE(flood.IsClosed());
    EXPECT_EQ(gate_->shut_out(), 1);
    EXPECT_TRUE(testing::LoopbackSocket(gate_->address()).IsClosed());
    server_->Shutdown();
    server_ = nullptr;
  }
}

TEST_F(ConnectionGateTest, ForgetsAThousandThatCameAndWent) {
  Start({1000, 1000});
  for (int i = 0; i < 1000; ++i) testing::LoopbackSocket(gate_->address());
  EXPECT_TRUE(EventuallyConnections(0));
}

TEST_F(ConnectionGateTest, FreesItsPortWhenClosed) {
  Start({});
  gate_->Close();
  EXPECT_THAT(ConnectionGate::Listen(gate_->address(), {}), IsOk());
}

TEST(ConnectionGate, SaysWhyItCannotListen) {
  const auto first = ConnectionGate::Listen("127.0.0.1:0", {});
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(ConnectionGate::Listen((*first)->address(), {}),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("another program has this port")));
  for (const char* address : {"192.0.2.1:0", "127.0.0.1", "127.0.0.1:http", "nowhere.invalid:1"}) {
    EXPECT_THAT(ConnectionGate::Listen(address, {}),
                StatusIs(absl::StatusCode::kUnavailable, Not(HasSubstr("another program"))))
        << address;
  }
}

}  // namespace
}  // namespace dateline::rpc
