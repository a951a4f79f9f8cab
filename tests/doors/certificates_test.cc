// Certificates that must not open the door, and changes of those that do.
#include "tests/testing/certificates.h"

#include <filesystem>
#include <fstream>
#include <functional>

#include "absl/time/clock.h"
#include "platform/encoding/sha256.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

using rpc::TlsFiles;

constexpr char kPolicy[] = R"({"allow_rules": [
  {"name": "queries", "source": {"principals": ["query-1", "role:query"]}},
  {"name": "clerks", "source": {"principals": ["clerk"]}, "request": {"paths": ["*/GetFeedInfo"]}}]})";

class Certificates : public ::testing::Test {
 protected:
  Certificates() {
    std::ofstream(directory_.File("policy")) << kPolicy;
    options_.access.policy_file = directory_.File("policy");
    options_.tls = authority_.Issue("server");
    options_.tls.crl_directory = authority_.crl_directory();
  }

  void Start() {
    auto host = rpc::ServerHost::Start(options_, {feed_.Served()});
    ASSERT_THAT(host, IsOk());
    host_ = *std::move(host);
  }

  // What a new connection that shows `files` gets.
  absl::StatusCode Call(const TlsFiles& files, const Headers& headers = {}) const {
    return FeedCaller(host_->address(), rpc::TlsClient(files)).GetFeedInfo(headers).status.code();
  }
  TlsFiles Nothing() const { return {"", "", authority_.ca(), ""}; }

  bool Eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 600 && !condition(); ++i) absl::SleepFor(absl::Milliseconds(100));
    return condition();
  }

  const TemporaryDirectory directory_;
  const CertificateAuthority authority_{directory_.File("ca")};
  ScriptedFeed feed_;
  rpc::ServerOptions options_ = LoopbackServer();
  std::unique_ptr<rpc::ServerHost> host_;
};

TEST_F(Certificates, OpenTheDoorToThoseWhoMayComeIn) {
  Start();
  EXPECT_EQ(Call(authority_.Issue("query-1")), absl::StatusCode::kOk);
  EXPECT_EQ(Call(authority_.Issue("clerk")), absl::StatusCode::kOk);
}

TEST_F(Certificates, WithoutOneThereIsNoConnection) {
  Start();
  EXPECT_EQ(Call(Nothing()), absl::StatusCode::kUnavailable);
  EXPECT_EQ(FeedCaller(host_->address()).GetFeedInfo().status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(feed_.calls, 0);
}

TEST_F(Certificates, OfAnotherAuthorityAreWorthNothing) {
  Start();
  TlsFiles forged = CertificateAuthority(directory_.File("other")).Issue("query-1");
  forged.ca = authority_.ca();
  EXPECT_EQ(Call(forged), absl::StatusCode::kUnavailable);
  EXPECT_EQ(feed_.calls, 0);
}

TEST_F(Certificates, EndAtTheirDate) {
  Start();
  EXPECT_EQ(Call(authority_.Issue("query-1", /*days=*/-1)), absl::StatusCode::kUnavailable);
}

TEST_F(Certificates, CanBeRevokedWhileTheServerRuns) {
  Start();
  const TlsFiles files = authority_.Issue("query-1");
  EXPECT_EQ(Call(files), absl::StatusCode::kOk);
  authority_.Revoke("query-1");
  EXPECT_TRUE(Eventually([&] { return Call(files) == absl::StatusCode::kUnavailable; }));
  EXPECT_EQ(Call(authority_.Issue("clerk")), absl::StatusCode::kOk);
}

TEST_F(Certificates, GiveNoMoreThanTheirHolderMay) {
  Start();
  const FeedCaller clerk(host_->address(), rpc::TlsClient(authority_.Issue("clerk")));
  EXPECT_EQ(clerk.GetFeedInfo().status.code(), absl::StatusCode::kOk);
  EXPECT_EQ(clerk.StreamChanges().status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Call(authority_.Issue("nobody")), absl::StatusCode::kPermissionDenied);
}

TEST_F(Certificates, AreOneOfTwoWaysBesideTokens) {
  std::ofstream(directory_.File("tokens")) << encoding::Sha256Hex("s3cret") << " replica query\n";
  options_.access.token_file = directory_.File("tokens");
  Start();
  EXPECT_EQ(Call(Nothing(), {{"authorization", "Bearer s3cret"}}), absl::StatusCode::kOk);
  EXPECT_EQ(Call(Nothing(), {{"authorization", "Bearer guess"}}), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(Call(Nothing()), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(Call(authority_.Issue("query-1")), absl::StatusCode::kOk);
  // One that is shown must be good.
  TlsFiles forged = CertificateAuthority(directory_.File("other")).Issue("query-1");
  forged.ca = authority_.ca();
  EXPECT_EQ(Call(forged, {{"authorization", "Bearer s3cret"}}), absl::StatusCode::kUnavailable);
}

TEST_F(Certificates, OfTheServerMayChangeWhileItRuns) {
  const CertificateAuthority next(directory_.File("next"));
  const TlsFiles next_server = next.Issue("server");
  const std::string folder = directory_.File("current");
  std::filesystem::create_directory_symlink(authority_.folder(), folder);
  options_.tls.certificate = folder + "/server.pem";
  options_.tls.key = folder + "/server.key";
  std::ofstream(directory_.File("tokens")) << encoding::Sha256Hex("s3cret") << " replica query\n";
  options_.access.token_file = directory_.File("tokens");
  Start();
  const Headers token = {{"authorization", "Bearer s3cret"}};
  const FeedCaller open(host_->address(), rpc::TlsClient(Nothing()));
  EXPECT_EQ(open.GetFeedInfo(token).status.code(), absl::StatusCode::kOk);
  const TlsFiles trusts_next = {"", "", next.ca(), ""};
  EXPECT_EQ(Call(trusts_next, token), absl::StatusCode::kUnavailable);
  std::filesystem::create_directory_symlink(next.folder(), folder + ".new");
  std::filesystem::rename(folder + ".new", folder);
  EXPECT_TRUE(Eventually([&] { return Call(trusts_next, token) == absl::StatusCode::kOk; }));
  EXPECT_EQ(Call(Nothing(), token), absl::StatusCode::kUnavailable);
  EXPECT_EQ(open.GetFeedInfo(token).status.code(), absl::StatusCode::kOk);  // connected before
}

TEST_F(Certificates, OfTheServerMustBeForItsHost) {
  Start();
  grpc::ChannelArguments arguments;
  arguments.SetSslTargetNameOverride("another.example");
  const auto channel =
      grpc::CreateCustomChannel(host_->address(), rpc::TlsClient(authority_.Issue("query-1")), arguments);
  EXPECT_FALSE(channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(3)));
}

}  // namespace
}  // namespace dateline::testing
