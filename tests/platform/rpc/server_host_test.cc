#include "platform/rpc/server_host.h"

#include <chrono>
#include <fstream>

#include "grpc/support/log.h"
#include "grpcpp/channel.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "tests/testing/http_get.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

ServerOptions On(const std::string& address) {
  ServerOptions options;
  options.listen_address = address;
  return options;
}

TEST(ServerHost, ListensOnAFreePortAndSaysWhich) {
  const auto host = ServerHost::Start(On("127.0.0.1:0"), {});
  ASSERT_THAT(host, IsOk());
  EXPECT_THAT((*host)->address(), AllOf(StartsWith("127.0.0.1:"), Not(HasSubstr(":0"))));
  const auto channel = grpc::CreateChannel((*host)->address(), grpc::InsecureChannelCredentials());
  EXPECT_TRUE(channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(30)));
}

TEST(ServerHost, NeverSharesAPort) {
  const auto first = ServerHost::Start(On("127.0.0.1:0"), {});
  ASSERT_THAT(first, IsOk());
  const auto second = ServerHost::Start(On((*first)->address()), {});
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kUnavailable,
                               AllOf(HasSubstr((*first)->address()), HasSubstr("--listen"), Not(HasSubstr("\n")))));
}

TEST(ServerHost, RefusesAnAddressThatIsNotThisMachines) {
  ServerOptions options = On("192.0.2.1:0");
  options.allow_plaintext = true;
  EXPECT_THAT(ServerHost::Start(options, {}),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("not an address of this machine")));
}

TEST(ServerHost, FreesItsPortAtShutdown) {
  auto first = ServerHost::Start(On("127.0.0.1:0"), {});
  ASSERT_THAT(first, IsOk());
  const std::string address = (*first)->address();
  (*first)->Shutdown(absl::Seconds(1));
  first->reset();
  EXPECT_THAT(ServerHost::Start(On(address), {}), IsOk());
}

TEST(CheckSecurity, WantsTlsBeyondThisMachine) {
  ServerOptions options = On("0.0.0.0:0");
  EXPECT_THAT(CheckSecurity(options), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--tls-certificate")));
  options.allow_plaintext = true;
  EXPECT_THAT(CheckSecurity(options), IsOk());
}

TEST(CheckSecurity, WantsAPolicyForThoseItAsks) {
  ServerOptions options = On("127.0.0.1:0");
  options.access.token_file = "tokens";
  EXPECT_THAT(CheckSecurity(options), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--policy-file")));
}

TEST(CheckSecurity, KeepsChannelzOnThisMachine) {
  ServerOptions options = On("0.0.0.0:0");
  options.allow_plaintext = true;
  options.channelz = true;
  EXPECT_THAT(CheckSecurity(options), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--channelz")));
}

TEST(ServerHost, SaysLoudlyThatItServesInPlainText) {
  std::string log;
  telemetry::Telemetry telemetry(telemetry::LogFormat::kText, [&log](const std::string& line) { log += line; });
  ServerOptions options = On("0.0.0.0:0");
  options.allow_plaintext = true;
  EXPECT_THAT(ServerHost::Start(options, {}, &telemetry), IsOk());
  EXPECT_THAT(log, HasSubstr("WARNING plain-text"));
}

TEST(ServerHost, SaysLoudlyThatEverybodyMayDoEverything) {
  std::string log;
  telemetry::Telemetry telemetry(telemetry::LogFormat::kText, [&log](const std::string& line) { log += line; });
  ServerOptions options = On("127.0.0.1:0");
  EXPECT_THAT(ServerHost::Start(options, {}, &telemetry), IsOk());
  EXPECT_THAT(log, Not(HasSubstr("open-to-all")));
  options.listen_address = "0.0.0.0:0";
  options.allow_plaintext = true;
  EXPECT_THAT(ServerHost::Start(options, {}, &telemetry), IsOk());
  EXPECT_THAT(log, HasSubstr("WARNING open-to-all"));
  log.clear();
  const testing::TemporaryDirectory directory;
  options.access.policy_file = directory.File("policy");
  std::ofstream(options.access.policy_file) << R"({"allow_rules": [{"name": "all"}]})";
  EXPECT_THAT(ServerHost::Start(options, {}, &telemetry), IsOk());
  EXPECT_THAT(log, Not(HasSubstr("open-to-all")));
}

TEST(ServerHost, PutsErrorsOfItsLibraryIntoTheLog) {
  std::string log;
  telemetry::Telemetry telemetry(telemetry::LogFormat::kJson, [&log](const std::string& line) { log += line; });
  {
    const auto host = ServerHost::Start(On("127.0.0.1:0"), {}, &telemetry);
    ASSERT_THAT(host, IsOk());
    gpr_log(GPR_ERROR, "a %s word", "library's");
  }
  EXPECT_THAT(log, HasSubstr(R"("severity":"ERROR","event":"grpc","message":"a library's word")"));
  log.clear();
  gpr_log(GPR_ERROR, "after its end");
  EXPECT_EQ(log, "");
}

TEST(ServerHost, ServesItsMetrics) {
  ServerOptions options = On("127.0.0.1:0");
  options.metrics_address = "127.0.0.1:0";
  const auto host = ServerHost::Start(options, {});
  ASSERT_THAT(host, IsOk());
  EXPECT_THAT(dateline::testing::HttpGet((*host)->metrics_address(), "/metrics"),
              AllOf(HasSubstr("dateline_connections 0"), HasSubstr("process_open_fds")));
}

}  // namespace
}  // namespace dateline::rpc
