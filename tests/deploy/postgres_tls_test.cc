// The way to a database over TLS.
#include "gmock/gmock.h"
#include "platform/postgres/connection.h"
#include "tests/testing/certificates.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/skipped_test.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::postgres {
namespace {

using ::dateline::testing::CertificateAuthority;
using ::dateline::testing::IsOk;
using ::dateline::testing::PostgresCluster;
using ::testing::HasSubstr;

class PostgresTls : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresCluster::IsInstalled()) return testing::SkipTest("PostgreSQL 15 is not installed");
    const rpc::TlsFiles files = authority_.Issue("database");
    cluster_ = std::make_unique<PostgresCluster>();
    url_ = cluster_->Url(cluster_->MakeDatabase());
    cluster_->RequireTls(files.certificate, files.key);
  }

  absl::Status Open(const std::string& options) { return Connection::Open(url_ + options, Access::kWrite).status(); }

  testing::TemporaryDirectory directory_;
  CertificateAuthority authority_{directory_.File("authority")};
  std::unique_ptr<PostgresCluster> cluster_;
  std::string url_;
};

TEST_F(PostgresTls, LeadsToTheServerThatTheAuthorityKnows) {
  EXPECT_THAT(Open("?sslmode=verify-full&sslrootcert=" + authority_.ca()), IsOk());
}

TEST_F(PostgresTls, DoesNotLeadToAServerOfAnotherAuthority) {
  const CertificateAuthority other(directory_.File("other"));
  EXPECT_THAT(std::string(Open("?sslmode=verify-full&sslrootcert=" + other.ca()).message()),
              HasSubstr("certificate verify failed"));
}

TEST_F(PostgresTls, IsNotGoneAroundWhereTheServerWantsIt) {
  EXPECT_THAT(std::string(Open("?sslmode=disable").message()), HasSubstr("no encryption"));
}

}  // namespace
}  // namespace dateline::postgres
