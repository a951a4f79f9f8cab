#include "platform/rpc/client_channel.h"

#include <fstream>

#include "platform/encoding/sha256.h"
#include "tests/testing/certificates.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(CheckClientSecurity, LetsNothingLeaveThisMachineInPlainText) {
  EXPECT_THAT(CheckClientSecurity("127.0.0.1:7401", {}), IsOk());
  EXPECT_THAT(CheckClientSecurity("ipv4:127.0.0.1:7401,127.0.0.1:7403", {}), IsOk());
  EXPECT_FALSE(CheckClientSecurity("ipv4:127.0.0.1:7401,10.0.0.1:7403", {}).ok());
  EXPECT_THAT(CheckClientSecurity("ingest.example:7401", {}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("plain text")));
  ClientSecurity allowed;
  allowed.allow_plaintext = true;
  EXPECT_THAT(CheckClientSecurity("ingest.example:7401", allowed), IsOk());
}

TEST(CheckClientSecurity, WantsATokenInTheTokenFile) {
  const testing::TemporaryDirectory directory;
  ClientSecurity security;
  security.token_file = directory.File("token");
  EXPECT_THAT(CheckClientSecurity("127.0.0.1:1", security), StatusIs(absl::StatusCode::kNotFound, HasSubstr("token")));
  std::ofstream(security.token_file) << " \n";
  EXPECT_THAT(CheckClientSecurity("127.0.0.1:1", security),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("holds no token")));
}

TEST(OpenChannel, ShowsCertificateAndToken) {
  const testing::TemporaryDirectory directory;
  const testing::CertificateAuthority authority(directory.File("ca"));
  testing::ScriptedFeed feed;
  ServerOptions options = testing::LoopbackServer();
  options.tls = authority.Issue("server");
  std::ofstream(directory.File("tokens")) << encoding::Sha256Hex("s3cret") << " ann reader\n";
  std::ofstream(directory.File("policy"))
      << R"({"allow_rules": [{"name": "t", "source": {"principals": ["role:reader"]}, "request": {"paths": ["*Info"]}},
                             {"name": "c", "source": {"principals": ["query-1"]}, "request": {"paths": ["*Changes"]}}]})";
  options.access = {directory.File("tokens"), directory.File("policy")};
  const auto host = ServerHost::Start(options, {feed.Served()});
  ASSERT_THAT(host, IsOk());

  std::ofstream(directory.File("token")) << "s3cret\n";
  const auto call = [&](const ClientSecurity& security, bool info) {
    EXPECT_THAT(CheckClientSecurity((*host)->address(), security), IsOk());
    const auto stub = v1::FeedService::NewStub(OpenChannel((*host)->address(), security, {}));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    v1::GetFeedInfoResponse feed_info;
    v1::AcknowledgeChangesResponse acknowledged;
    return FromGrpcStatus(info ? stub->GetFeedInfo(&context, {}, &feed_info)
                               : stub->AcknowledgeChanges(&context, {}, &acknowledged));
  };
  const TlsFiles no_certificate = {"", "", authority.ca(), ""};
  EXPECT_THAT(call({no_certificate, directory.File("token")}, true), IsOk());
  EXPECT_THAT(call({no_certificate, directory.File("token")}, false),
              StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("ann")));
  EXPECT_THAT(call({authority.Issue("query-1"), ""}, false), IsOk());
  EXPECT_THAT(call({authority.Issue("query-1"), ""}, true),
              StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("query-1")));
  EXPECT_THAT(call({no_certificate, ""}, true), StatusIs(absl::StatusCode::kUnauthenticated, ::testing::_));
}

}  // namespace
}  // namespace dateline::rpc
