// Certificates, their authorities and tokens that are exchanged while calls come in.
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/encoding/sha256.h"
#include "platform/rpc/client_channel.h"
#include "tests/testing/certificates.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

using rpc::TlsFiles;

constexpr int kCallers = 4;

std::string ReadFile(const std::string& path) {
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  return content.str();
}

// Callers of whom none may fail, until it is destroyed.
class Load {
 public:
  explicit Load(const std::function<absl::Status()>& call) {
    for (int i = 0; i < kCallers; ++i) {
      callers_.emplace_back([this, call] {
        while (!over_) {
          EXPECT_THAT(call(), IsOk());
          ++calls_;
        }
      });
    }
  }
  ~Load() {
    over_ = true;
    for (std::thread& caller : callers_) caller.join();
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  // Until calls have begun and ended.
  void Wait() const {
    const int begin = calls_;
    while (calls_ < begin + 20) absl::SleepFor(absl::Milliseconds(5));
  }

 private:
  std::atomic<bool> over_ = false;
  std::atomic<int> calls_ = 0;
  std::vector<std::thread> callers_;
};

class Rotation : public ::testing::Test {
 protected:
  Rotation() {
    Replace("tokens", encoding::Sha256Hex("old") + " replica query\n");
    Replace("token", "old");
    Replace("policy", R"({"allow_rules": [{"name": "q", "source": {"principals": ["role:query", "query-1"]}}]})");
    Replace("trusted", ReadFile(old_.ca()) + ReadFile(new_.ca()));
    Replace("client-ca", ReadFile(old_.ca()));
    Show(old_.Issue("server"));
    rpc::ServerOptions options = LoopbackServer();
    options.tls = {directory_.File("shown/certificate"), directory_.File("shown/key"), directory_.File("client-ca"),
                   ""};
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

  // What the server is to show from now on.
  void Show(const TlsFiles& files) {
    const std::string folder = directory_.File(absl::StrCat("shown", ++shown_));
    std::filesystem::create_directory(folder);
    std::filesystem::copy_file(files.certificate, folder + "/certificate");
    std::filesystem::copy_file(files.key, folder + "/key");
    std::filesystem::create_directory_symlink(folder, directory_.File("shown.new"));
    std::filesystem::rename(directory_.File("shown.new"), directory_.File("shown"));
  }

  // A call on a new connection, with the token that the client's file holds.
  absl::Status Call() const {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const rpc::ClientSecurity security = {Trusting(directory_.File("trusted")), directory_.File("token")};
    const auto stub = v1::FeedService::NewStub(rpc::OpenChannel(host_->address(), security, arguments));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    v1::GetFeedInfoResponse response;
    return rpc::FromGrpcStatus(stub->GetFeedInfo(&context, {}, &response));
  }

  static TlsFiles Trusting(const std::string& ca) { return {"", "", ca, ""}; }

  // The same with `files` and, where it is given, `token`.
  absl::Status CallWith(const TlsFiles& files, const std::string& token = "") const {
    const Headers headers = token.empty() ? Headers() : Headers{{"authorization", "Bearer " + token}};
    return FeedCaller(host_->address(), rpc::TlsClient(files)).GetFeedInfo(headers).status;
  }

  bool IsRefused(const std::string& token) const {
    return absl::IsUnauthenticated(CallWith(Trusting(directory_.File("trusted")), token));
  }

  static bool Eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 600 && !condition(); ++i) absl::SleepFor(absl::Milliseconds(50));
    return condition();
  }

  const TemporaryDirectory directory_;
  const CertificateAuthority old_{directory_.File("ca-old")};
  const CertificateAuthority new_{directory_.File("ca-new")};
  ScriptedFeed feed_;
  std::unique_ptr<rpc::ServerHost> host_;
  int shown_ = 0;
};

TEST_F(Rotation, FailsNoCallAndEndsTheOldToken) {
  const Load load([this] { return Call(); });
  load.Wait();
  Replace("tokens", encoding::Sha256Hex("old") + " replica query\n" + encoding::Sha256Hex("new") + " replica query\n");
  EXPECT_TRUE(Eventually([&] { return !IsRefused("new"); }));
  Replace("token", "new");
  absl::SleepFor(absl::Seconds(2));  // clients read their file every second
  load.Wait();
  Replace("tokens", encoding::Sha256Hex("new") + " replica query\n");
  EXPECT_TRUE(Eventually([&] { return IsRefused("old"); }));
  load.Wait();
  EXPECT_FALSE(IsRefused("new"));
}

TEST_F(Rotation, OfTheServersAuthorityFailsNoCallOfThoseWhoTrustBoth) {
  const Load load([this] { return Call(); });
  EXPECT_THAT(CallWith(Trusting(old_.ca()), "old"), IsOk());
  EXPECT_TRUE(absl::IsUnavailable(CallWith(Trusting(new_.ca()), "old")));
  Show(new_.Issue("server"));
  EXPECT_TRUE(Eventually([&] { return CallWith(Trusting(new_.ca()), "old").ok(); }));
  EXPECT_TRUE(absl::IsUnavailable(CallWith(Trusting(old_.ca()), "old")));
  Replace("trusted", ReadFile(new_.ca()));
  load.Wait();
}

TEST_F(Rotation, OfTheClientsAuthorityFailsNoCall) {
  const auto issue = [this](const CertificateAuthority& authority) {
    TlsFiles files = authority.Issue("query-1");
    files.ca = directory_.File("trusted");
    return files;
  };
  const TlsFiles old_client = issue(old_);
  const TlsFiles new_client = issue(new_);
  std::atomic<bool> shows_new = false;
  const Load load([&] { return CallWith(shows_new ? new_client : old_client); });
  load.Wait();
  EXPECT_TRUE(absl::IsUnavailable(CallWith(new_client)));
  Replace("client-ca", ReadFile(old_.ca()) + ReadFile(new_.ca()));
  EXPECT_TRUE(Eventually([&] { return CallWith(new_client).ok(); }));
  shows_new = true;
  absl::SleepFor(absl::Seconds(1));  // calls that show the old one end
  Replace("client-ca", ReadFile(new_.ca()));
  EXPECT_TRUE(Eventually([&] { return absl::IsUnavailable(CallWith(old_client)); }));
  load.Wait();
}

}  // namespace
}  // namespace dateline::testing
