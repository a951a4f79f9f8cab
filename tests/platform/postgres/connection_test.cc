#include "platform/postgres/connection.h"

#include <libpq-fe.h>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "platform/postgres/error.h"
#include "tests/testing/postgres_test.h"
#include "tests/testing/status_matchers.h"

namespace dateline::postgres {
namespace {

using ::dateline::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

class ConnectionTest : public testing::PostgresTest {
 protected:
  std::unique_ptr<Connection> Open(Access access = Access::kWrite) {
    auto connection = Connection::Open(directory_.Store("store"), access);
    EXPECT_THAT(connection, IsOk());
    return *std::move(connection);
  }

  // What the statement gives, as text.
  static std::string ValueOf(Connection& connection, const std::string& sql) {
    EXPECT_THAT(connection.Queue(sql.c_str()), IsOk());
    const auto result = connection.Collect();
    EXPECT_THAT(result, IsOk()) << sql;
    return result.ok() ? PQgetvalue(result->back().get(), 0, 0) : "";
  }
};

TEST_F(ConnectionTest, GivesTheResultOfEachOfManyStatements) {
  const auto connection = Open();
  ASSERT_THAT(connection->Queue("SELECT 'first'"), IsOk());
  ASSERT_THAT(connection->Queue("SELECT 'second'"), IsOk());
  EXPECT_EQ(connection->queued(), 2u);
  const auto results = connection->Collect();
  ASSERT_THAT(results, IsOk());
  ASSERT_EQ(results->size(), 2u);
  EXPECT_STREQ(PQgetvalue((*results)[0].get(), 0, 0), "first");
  EXPECT_STREQ(PQgetvalue((*results)[1].get(), 0, 0), "second");
  EXPECT_EQ(connection->queued(), 0u);
}

TEST_F(ConnectionTest, TellsWhichStatementFailedAndGoesOn) {
  const auto connection = Open();
  ASSERT_THAT(connection->Queue("SELECT 'sound'"), IsOk());
  ASSERT_THAT(connection->Queue("SELECT 1 / 0"), IsOk());
  ASSERT_THAT(connection->Queue("SELECT 'never run'"), IsOk());
  const absl::Status failed = connection->Collect().status();
  EXPECT_EQ(SqlStateOf(failed), "22012");
  EXPECT_THAT(std::string(failed.message()), HasSubstr("SELECT 1 / 0"));
  EXPECT_EQ(ValueOf(*connection, "SELECT 'on'"), "on");
}

TEST_F(ConnectionTest, CommitsDurablyWhateverTheServerIsSetTo) {
  const std::string url = directory_.Store("store") + "%20-csynchronous_commit%3Doff";
  const auto connection = Connection::Open(url, Access::kWrite);
  ASSERT_THAT(connection, IsOk());
  EXPECT_EQ(ValueOf(**connection, "SHOW synchronous_commit"), "on");
  const auto stricter =
      Connection::Open(directory_.Store("store") + "%20-csynchronous_commit%3Dremote_apply", Access::kWrite);
  ASSERT_THAT(stricter, IsOk());
  EXPECT_EQ(ValueOf(**stricter, "SHOW synchronous_commit"), "remote_apply");
}

TEST_F(ConnectionTest, IsToldByTimeoutsWhatHangs) {
  const auto connection = Open();
  EXPECT_EQ(ValueOf(*connection, "SHOW statement_timeout"), "30s");
  EXPECT_EQ(ValueOf(*connection, "SHOW lock_timeout"), "10s");
  EXPECT_EQ(ValueOf(*connection, "SHOW idle_in_transaction_session_timeout"), "10s");
  EXPECT_EQ(ValueOf(*Open(Access::kMaintain), "SHOW statement_timeout"), "1d");
}

TEST_F(ConnectionTest, ThatReadsDoesNotWrite) {
  const auto connection = Open(Access::kRead);
  ASSERT_THAT(connection->Queue("CREATE TABLE t (i BIGINT)"), IsOk());
  EXPECT_EQ(SqlStateOf(connection->Collect().status()), "25006");
}

TEST_F(ConnectionTest, IsGivenUpWhenTheServerDoesNotAnswerInTime) {
  const auto connection = Open();
  ASSERT_THAT(connection->Queue("SELECT pg_sleep(60)"), IsOk());
  const absl::Status status = connection->Collect(absl::Milliseconds(50)).status();
  EXPECT_EQ(errors::Reason(status), "STORE_UNAVAILABLE");
  EXPECT_TRUE(MayRunAgain(status));
  EXPECT_FALSE(connection->IsUsable());
}

TEST_F(ConnectionTest, KnowsThatTheServerEndedIt) {
  const auto connection = Open();
  EXPECT_TRUE(connection->IsUsable());
  directory_.EndOtherSessions();
  EXPECT_FALSE(connection->IsUsable());
  EXPECT_EQ(errors::Reason(connection->Collect().status()), "STORE_UNAVAILABLE");
}

TEST_F(ConnectionTest, NamesTheServerThatItCannotReachAndNoPassword) {
  const absl::Status status = Connection::Open("postgresql://user:secret@127.0.0.1:1/news", Access::kWrite).status();
  EXPECT_EQ(errors::Reason(status), "STORE_UNAVAILABLE");
  EXPECT_THAT(std::string(status.message()), HasSubstr("postgresql://127.0.0.1:1/news"));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("secret")));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("\n")));
}

TEST_F(ConnectionTest, RefusesADatabaseThatIsNotInUtf8) {
  const auto database = directory_.OpenStore("store");
  ASSERT_THAT(database->Execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"), IsOk());
  std::string url = directory_.Store("store");
  const size_t end = url.find('?');
  url = url.substr(0, url.rfind('/', end)) + "/latin";
  EXPECT_THAT(std::string(Connection::Open(url, Access::kWrite).status().message()), HasSubstr("UTF8"));
  EXPECT_THAT(database->Execute("DROP DATABASE latin WITH (FORCE)"), IsOk());
}

}  // namespace
}  // namespace dateline::postgres
