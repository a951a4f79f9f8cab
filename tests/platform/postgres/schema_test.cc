#include "platform/postgres/schema.h"

#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/testing/postgres_test.h"
#include "tests/testing/status_matchers.h"

namespace dateline::postgres {
namespace {

using ::dateline::testing::IsOk;
using ::testing::HasSubstr;

class PostgresSchemaTest : public testing::PostgresTest {
 protected:
  std::unique_ptr<Database> Open() { return *Database::Open(directory_.Store("store"), Access::kWrite); }

  const Schema first_{.store = "news", .steps = {"CREATE TABLE a (i BIGINT)"}};
  const Schema second_{
      .store = "news",
      .steps = {"CREATE TABLE a (i BIGINT)", "ALTER TABLE a ADD COLUMN j BIGINT; CREATE TABLE b (i BIGINT)"}};
};

TEST_F(PostgresSchemaTest, IsMadeOnceAndUpgradedOnce) {
  const auto database = Open();
  EXPECT_THAT(EnsureSchema(first_, *database), IsOk());
  EXPECT_THAT(database->Execute("INSERT INTO a VALUES (1)"), IsOk());
  EXPECT_THAT(EnsureSchema(first_, *database), IsOk());
  EXPECT_THAT(EnsureSchema(second_, *database), IsOk());
  EXPECT_THAT(EnsureSchema(second_, *database), IsOk());
  auto select = *database->Prepare("SELECT i, j FROM a LEFT JOIN b USING (i)");
  ASSERT_TRUE(*select.Step());
  EXPECT_EQ(select.Integer(0), 1);
  EXPECT_TRUE(select.IsNull(1));
}

TEST_F(PostgresSchemaTest, OfANewerVersionIsRefused) {
  const auto database = Open();
  ASSERT_THAT(EnsureSchema(second_, *database), IsOk());
  const absl::Status status = EnsureSchema(first_, *database);
  EXPECT_EQ(errors::Reason(status), "STORE_TOO_NEW");
  EXPECT_THAT(std::string(status.message()), HasSubstr("has schema version 2, this program has 1"));
}

TEST_F(PostgresSchemaTest, OfAnotherProgramIsRefusedAndLeftAlone) {
  const auto database = Open();
  ASSERT_THAT(database->Execute("CREATE TABLE b (other TEXT)"), IsOk());
  EXPECT_EQ(errors::Reason(EnsureSchema(second_, *database)), "STORE_FOREIGN");
  EXPECT_FALSE(database->Execute("SELECT 1 FROM a").ok()) << "a step was kept of a migration that failed";
}

TEST_F(PostgresSchemaTest, OfTwoStoresStandsSideBySide) {
  const auto database = Open();
  ASSERT_THAT(EnsureSchema(first_, *database), IsOk());
  EXPECT_THAT(EnsureSchema({.store = "index", .steps = {"CREATE TABLE c (i BIGINT)"}}, *database), IsOk());
}

TEST_F(PostgresSchemaTest, IsMadeByManyAtOnce) {
  directory_.Store("store");
  std::vector<std::thread> makers;
  for (int i = 0; i < 8; ++i) {
    makers.emplace_back([this] { EXPECT_THAT(EnsureSchema(second_, *Open()), IsOk()); });
  }
  for (std::thread& maker : makers) maker.join();
}

TEST_F(PostgresSchemaTest, NeedsARoleThatMayMakeTables) {
  const auto database = Open();
  ASSERT_THAT(EnsureSchema(first_, *database), IsOk());
  static_cast<void>(database->Execute("CREATE ROLE dateline_test_service"));  // it may be there
  ASSERT_THAT(database->Execute("GRANT SELECT ON dateline_schema TO dateline_test_service"), IsOk());
  auto schema = *database->Prepare("SELECT current_schema()");
  ASSERT_TRUE(*schema.Step());
  ASSERT_THAT(database->Execute("GRANT USAGE ON SCHEMA " + std::string(schema.Text(0)) + " TO dateline_test_service"),
              IsOk());
  ASSERT_THAT(database->Execute("SET ROLE dateline_test_service"), IsOk());
  EXPECT_THAT(EnsureSchema(first_, *database), IsOk()) << "nothing is to be made";
  const absl::Status status = EnsureSchema(second_, *database);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("--migrate"));
}

}  // namespace
}  // namespace dateline::postgres
