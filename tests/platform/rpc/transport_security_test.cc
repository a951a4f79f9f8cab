#include "platform/rpc/transport_security.h"

#include "absl/time/clock.h"
#include "tests/testing/certificates.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(CheckTlsFiles, ComparesKeyAndCertificate) {
  const testing::TemporaryDirectory directory;
  const testing::CertificateAuthority authority(directory.File("ca"));
  const TlsFiles one = authority.Issue("one");
  TlsFiles files = one;
  EXPECT_THAT(CheckTlsFiles(files), IsOk());
  files.key = authority.Issue("other").key;
  EXPECT_THAT(CheckTlsFiles(files), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("is not the key of")));
  files.key.clear();
  EXPECT_THAT(CheckTlsFiles(files), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("given together")));
  files = one;
  files.ca = one.key;
  EXPECT_THAT(CheckTlsFiles(files), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("no certificate")));
  files.ca = directory.File("nothing");
  EXPECT_THAT(CheckTlsFiles(files), StatusIs(absl::StatusCode::kNotFound, HasSubstr("nothing")));
  files = one;
  files.crl_directory = one.key;
  EXPECT_THAT(CheckTlsFiles(files), StatusIs(absl::StatusCode::kNotFound, HasSubstr("not a folder")));
  EXPECT_THAT(CheckTlsFiles({}), IsOk());
}

TEST(CertificateExpiry, IsReadFromTheFile) {
  const testing::TemporaryDirectory directory;
  const testing::CertificateAuthority authority(directory.File("ca"));
  const absl::Duration left = CertificateExpiry(authority.Issue("one", 10).certificate) - absl::Now();
  EXPECT_GT(left, absl::Hours(9 * 24));
  EXPECT_LT(left, absl::Hours(10 * 24) + absl::Minutes(1));  // a clock may be set back meanwhile
  EXPECT_EQ(CertificateExpiry(directory.File("nothing")), absl::InfinitePast());
}

TEST(IsLoopback, KnowsThisMachine) {
  for (const char* address : {"127.0.0.1:1", "127.9.8.7:1", "localhost:0", "[::1]:1"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address : {"0.0.0.0:1", "10.0.0.1:1", "127.0.0.1.example:1", "example:1", "[::]:1"}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

}  // namespace
}  // namespace dateline::rpc
