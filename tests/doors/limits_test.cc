// Calls of one connection, and streams of all, beyond those that may be open.
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"

namespace dateline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Limits, MoreCallsOfAConnectionAreRefusedAndTwiceAsManyShutItOut) {
  telemetry::Telemetry telemetry(telemetry::LogFormat::kText, [](const std::string&) {});
  const auto access = rpc::AccessControl::Start({}, telemetry);
  ASSERT_THAT(access, IsOk());
  rpc::GuardOptions options;
  options.max_calls_of_connection = 3;
  std::vector<std::string> shut_out;
  rpc::CallGuard guard(**access, options, telemetry, [&shut_out](const std::string& peer) {
    shut_out.push_back(peer);
    return true;
  });
  const rpc::Method method{.path = "/a.B/C", .metrics = guard.MetricsOf("/a.B/C")};
  const grpc::CallbackServerContext context;  // of a connection without a name
  std::vector<std::shared_ptr<rpc::GuardedCall>> calls;
  const auto admit = [&] {
    calls.push_back(guard.Begin(context, method, nullptr));
    return guard.Admit(context, *calls.back());
  };
  for (int i = 0; i < 3; ++i) EXPECT_THAT(admit(), IsOk());
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(shut_out, IsEmpty());
    const absl::Status refused = admit();
    EXPECT_EQ(errors::Reason(refused), "OVERLOADED");
    EXPECT_TRUE(errors::RetryDelay(refused).has_value());
  }
  EXPECT_THAT(shut_out, ElementsAre(context.peer()));
  for (const auto& call : calls) guard.End(*call, /*taken_back=*/false);
  EXPECT_THAT(admit(), IsOk());
  guard.End(*calls.back(), /*taken_back=*/false);
}

// Its streams stay open until their callers go away.
class OpenFeed final : public RawScriptedFeed {
 public:
  grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamChanges(grpc::CallbackServerContext*,
                                                            const grpc::ByteBuffer*) override {
    return new Open;
  }

 private:
  struct Open : grpc::ServerWriteReactor<grpc::ByteBuffer> {
    Open() { StartSendInitialMetadata(); }
    void OnCancel() override { Finish(grpc::Status::CANCELLED); }
    void OnDone() override { delete this; }
  };
};

TEST(Limits, MoreStreamsThanMayRunAreRefusedAtOnce) {
  OpenFeed feed;
  rpc::ServerOptions options = LoopbackServer();
  options.guard.limits.max_running_streams = 1;
  const auto host = rpc::ServerHost::Start(options, {rpc::ServedService{v1::FeedService::service_full_name(), &feed}});
  ASSERT_THAT(host, IsOk());
  const auto stub =
      v1::FeedService::NewStub(grpc::CreateChannel((*host)->address(), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  const auto stream = stub->StreamChanges(&context, {});
  stream->WaitForInitialMetadata();
  const FeedCaller other((*host)->address());
  const FeedReply refused = other.StreamChanges();
  EXPECT_EQ(refused.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(refused.status), "OVERLOADED");
  EXPECT_EQ(refused.trailers.count("grpc-retry-pushback-ms"), 1u);
  context.TryCancel();
  v1::StreamChangesResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  // The place is free again: whoever gets it keeps it until his deadline.
  const auto code_of_another = [&stub] {
    grpc::ClientContext late;
    late.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(1));
    v1::StreamChangesResponse none;
    const auto another = stub->StreamChanges(&late, {});
    EXPECT_FALSE(another->Read(&none));
    return another->Finish().error_code();
  };
  grpc::StatusCode code = code_of_another();
  for (int i = 0; i < 100 && code == grpc::StatusCode::RESOURCE_EXHAUSTED; ++i) {
    absl::SleepFor(absl::Milliseconds(50));
    code = code_of_another();
  }
  EXPECT_EQ(code, grpc::StatusCode::DEADLINE_EXCEEDED);
}

}  // namespace
}  // namespace dateline::testing
