// Certificates and tokens that are exchanged while calls come in.
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "platform/encoding/sha256.h"
#include "platform/rpc/client_channel.h"
#include "tests/testing/certificates.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

constexpr int kCallers = 4;

class Rotation : public ::testing::Test {
 protected:
  Rotation() {
    Replace("tokens", encoding::Sha256Hex("old") + " replica query\n");
    Replace("token", "old");
    Replace("policy", R"({"allow_rules": [{"name": "q", "source": {"principals": ["role:query"]}}]})");
    authority_.Issue("first");
    authority_.Issue("second");
    Point("first");
    rpc::ServerOptions options = LoopbackServer();
    options.tls = {directory_.File("current/certificate"), directory_.File("current/key"), "", ""};
    options.access = {directory_.File("tokens"), directory_.File("policy")};
    auto host = rpc::ServerHost::Start(options, {feed_.Served()});
    EXPECT_THAT(host, IsOk());
    host_ = *std::move(host);
  }

  // At one go, as an operator should.
  void Replace(const std::string& name, const std::string& content) {
    std::ofstream(directory_.File(name + ".new")) << content;
    std::filesystem::rename(directory_.File(name + ".new"), directory_.File(name));
  }

  // Makes `current` the folder of the certificate of this name.
  void Point(const std::string& name) {
    const std::string folder = directory_.File("of-" + name);
    std::filesystem::create_directory(folder);
    std::filesystem::copy_file(authority_.folder() + "/" + name + ".pem", folder + "/certificate");
    std::filesystem::copy_file(authority_.folder() + "/" + name + ".key", folder + "/key");
    std::filesystem::create_directory_symlink(folder, directory_.File("next"));
    std::filesystem::rename(directory_.File("next"), directory_.File("current"));
  }

  // A call on a new connection, with the token that the client's file holds.
  absl::Status Call() const {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const rpc::ClientSecurity security = {{"", "", authority_.ca(), ""}, directory_.File("token")};
    const auto stub = v1::FeedService::NewStub(rpc::OpenChannel(host_->address(), security, arguments));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    v1::GetFeedInfoResponse response;
    return rpc::FromGrpcStatus(stub->GetFeedInfo(&context, {}, &response));
  }

  bool IsRefused(const std::string& token) const {
    const Headers headers = {{"authorization", "Bearer " + token}};
    const FeedCaller caller(host_->address(), rpc::TlsClient({"", "", authority_.ca(), ""}));
    return absl::IsUnauthenticated(caller.GetFeedInfo(headers).status);
  }

  const TemporaryDirectory directory_;
  const CertificateAuthority authority_{directory_.File("ca")};
  ScriptedFeed feed_;
  std::unique_ptr<rpc::ServerHost> host_;
};

TEST_F(Rotation, FailsNoCallAndEndsTheOldToken) {
  std::atomic<bool> over = false;
  std::atomic<int> calls = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&] {
      while (!over) {
        EXPECT_THAT(Call(), IsOk());
        ++calls;
      }
    });
  }
  const auto wait_for_calls = [&calls](int count) {
    const int begin = calls;
    while (calls < begin + count) absl::SleepFor(absl::Milliseconds(5));
  };
  wait_for_calls(20);
  Replace("tokens", encoding::Sha256Hex("old") + " replica query\n" + encoding::Sha256Hex("new") + " replica query\n");
  Point("second");
  while (IsRefused("new")) absl::SleepFor(absl::Milliseconds(50));
  Replace("token", "new");
  absl::SleepFor(absl::Seconds(2));  // clients read their file every second
  wait_for_calls(20);
  Replace("tokens", encoding::Sha256Hex("new") + " replica query\n");
  while (!IsRefused("old")) absl::SleepFor(absl::Milliseconds(50));
  wait_for_calls(20);
  over = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_FALSE(IsRefused("new"));
}

}  // namespace
}  // namespace dateline::testing
