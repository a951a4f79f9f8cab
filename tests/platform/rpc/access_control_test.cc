#include "platform/rpc/access_control.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/encoding/sha256.h"
#include "platform/errors/errors.h"
#include "tests/testing/certificates.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kReadersOnly[] =
    R"({"allow_rules": [{"name": "r", "source": {"principals": ["role:reader", "query-1"]}}]})";
constexpr char kNobody[] = R"({"allow_rules": [{"name": "n", "source": {"principals": ["role:nobody"]}}]})";

class AccessControlTest : public ::testing::Test {
 protected:
  AccessControlTest() {
    Write("tokens", absl::StrCat(encoding::Sha256Hex("s3cret"), " newsroom reader,writer\n"));
    Write("policy", kReadersOnly);
    files_ = {directory_.File("tokens"), directory_.File("policy"), absl::Milliseconds(5)};
  }

  void Write(const std::string& name, const std::string& content) {
    std::ofstream(directory_.File(name + ".new")) << content;
    std::filesystem::rename(directory_.File(name + ".new"), directory_.File(name));
  }

  std::unique_ptr<AccessControl> Start() {
    auto access = AccessControl::Start(files_, telemetry_);
    EXPECT_THAT(access, IsOk());
    return *std::move(access);
  }

  // Waits until the metrics say so, a minute at most.
  bool EventuallyMeasured(const std::string& line) {
    for (int i = 0; i < 12000; ++i) {
      if (telemetry_.metrics.Text().find(line) != std::string::npos) return true;
      absl::SleepFor(absl::Milliseconds(5));
    }
    return false;
  }

  const testing::TemporaryDirectory directory_;
  AccessFiles files_;
  threading::Mutex mutex_;
  std::string log_;
  telemetry::Telemetry telemetry_{telemetry::LogFormat::kText, [this](const std::string& line) {
                                    threading::MutexLock lock(mutex_);
                                    log_ += line;
                                  }};
};

TEST_F(AccessControlTest, KnowsTheHolderOfAToken) {
  const auto caller = Start()->Identify({{}, "Bearer s3cret"});
  ASSERT_THAT(caller, IsOk());
  EXPECT_EQ(caller->name, "newsroom");
  EXPECT_THAT(caller->principals, ElementsAre("token:newsroom", "role:reader", "role:writer"));
}

TEST_F(AccessControlTest, RefusesATokenThatNobodyHolds) {
  const auto access = Start();
  for (const char* header : {"Bearer guess", "Bearer ", "Basic s3cret", "s3cret"}) {
    EXPECT_THAT(access->Identify({{"query-1"}, header}), StatusIs(absl::StatusCode::kUnauthenticated, ::testing::_));
  }
}

TEST_F(AccessControlTest, LetsNoCertificateClaimARole) {
  const auto caller = Start()->Identify({{"role:admin", "token:newsroom", "query-1", "localhost"}, ""});
  ASSERT_THAT(caller, IsOk());
  EXPECT_EQ(caller->name, "query-1");
  EXPECT_THAT(caller->principals, ElementsAre("query-1", "localhost"));
}

TEST_F(AccessControlTest, TellsAStrangerFromOneWhoMayNot) {
  const auto access = Start();
  EXPECT_THAT(access->Authorize({"newsroom", {"role:reader"}}, "/a.S/Get"), IsOk());
  EXPECT_THAT(access->Authorize({"query-1", {"query-1"}}, "/a.S/Get"), IsOk());
  EXPECT_THAT(access->Authorize({}, "/a.S/Get"), StatusIs(absl::StatusCode::kUnauthenticated, HasSubstr("token")));
  const absl::Status refused = access->Authorize({"clerk", {"role:writer"}}, "/a.S/Get");
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("clerk may not call /a.S/Get")));
  EXPECT_EQ(errors::Reason(refused), "PERMISSION_DENIED");
}

TEST_F(AccessControlTest, IsOpenWithoutFiles) {
  files_.token_file.clear();
  files_.policy_file.clear();
  EXPECT_THAT(Start()->Authorize({}, "/a.S/Get"), IsOk());
}

TEST_F(AccessControlTest, FollowsItsFiles) {
  const auto access = Start();
  Write("tokens", absl::StrCat(encoding::Sha256Hex("new"), " newsroom reader\n"));
  Write("policy", kNobody);
  const auto old_is_gone = [&] {
    return absl::IsUnauthenticated(access->Identify({{}, "Bearer s3cret"}).status()) &&
           !access->Authorize({"newsroom", {"role:reader"}}, "/a.S/Get").ok();
  };
  for (int i = 0; i < 12000 && !old_is_gone(); ++i) absl::SleepFor(absl::Milliseconds(5));
  EXPECT_TRUE(old_is_gone());
  EXPECT_THAT(access->Identify({{}, "Bearer new"}), IsOk());
}

TEST_F(AccessControlTest, KeepsTheLastGoodPolicyAndSaysSo) {
  const auto access = Start();
  EXPECT_TRUE(EventuallyMeasured("dateline_access_file_current{file=\"policy\"} 1"));
  Write("policy", "{\"allow_rules\": [");
  EXPECT_TRUE(EventuallyMeasured("dateline_access_file_current{file=\"policy\"} 0"));
  EXPECT_TRUE(EventuallyMeasured("dateline_access_reload_failures_total{file=\"policy\"} 1"));
  EXPECT_THAT(access->Authorize({"newsroom", {"role:reader"}}, "/a.S/Get"), IsOk());
  Write("policy", kNobody);
  EXPECT_TRUE(EventuallyMeasured("dateline_access_file_current{file=\"policy\"} 1"));
  EXPECT_FALSE(access->Authorize({"newsroom", {"role:reader"}}, "/a.S/Get").ok());
  threading::MutexLock lock(mutex_);
  EXPECT_THAT(log_, HasSubstr("access-reload-failed"));
  EXPECT_THAT(log_, HasSubstr("the last good policy file stays in force"));
}

TEST_F(AccessControlTest, SaysWhenTheKeyIsNotThatOfTheCertificate) {
  const testing::CertificateAuthority authority(directory_.File("authority"));
  files_.tls = authority.Issue("server");
  const auto read = [](const std::string& path) { return *ReadSmallFile(path); };
  const std::string fitting = read(files_.tls.certificate);
  const std::string other = read(authority.Issue("other").certificate);
  const auto access = Start();
  EXPECT_TRUE(EventuallyMeasured("dateline_access_file_current{file=\"certificate\"} 1"));
  Write("authority/server.pem", other);
  EXPECT_TRUE(EventuallyMeasured("dateline_access_file_current{file=\"certificate\"} 0"));
  {
    threading::MutexLock lock(mutex_);
    EXPECT_THAT(log_, HasSubstr("is not the key of"));
  }
  Write("authority/server.pem", fitting);
  EXPECT_TRUE(EventuallyMeasured("dateline_access_file_current{file=\"certificate\"} 1"));
}

TEST_F(AccessControlTest, DoesNotStartWithABadFile) {
  Write("tokens", "nonsense");
  EXPECT_THAT(AccessControl::Start(files_, telemetry_),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(files_.token_file + ": line 1")));
}

}  // namespace
}  // namespace dateline::rpc
