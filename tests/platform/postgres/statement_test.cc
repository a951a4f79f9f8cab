#include "platform/postgres/statement.h"

#include <limits>

#include "platform/postgres/database.h"
#include "platform/postgres/error.h"
#include "tests/testing/postgres_test.h"
#include "tests/testing/status_matchers.h"

namespace dateline::postgres {
namespace {

using ::dateline::testing::IsOk;

class PostgresStatementTest : public testing::PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    if (IsSkipped()) return;
    database_ = *Database::Open(directory_.Store("store"), Access::kWrite);
    ASSERT_THAT(database_->Execute("CREATE TABLE t (i BIGINT, s TEXT COLLATE \"C\" UNIQUE, b BYTEA)"), IsOk());
  }

  absl::Status Insert(int64_t integer, absl::string_view text, absl::string_view bytes) {
    return database_->Prepare("INSERT INTO t VALUES (?, ?, ?)")->Bind(integer).Bind(text).BindBytes(bytes).Run();
  }

  std::unique_ptr<Database> database_;
};

TEST_F(PostgresStatementTest, GivesBackWhatWasBound) {
  const absl::string_view bytes("\0\xff'\\", 4);
  ASSERT_THAT(Insert(std::numeric_limits<int64_t>::min(), "Bùi Thanh Sơn", bytes), IsOk());
  ASSERT_THAT(Insert(-5, "", ""), IsOk());
  auto select = *database_->Prepare("SELECT i, s, b, NULL, count(*) OVER (), i < 0 FROM t ORDER BY i");
  ASSERT_TRUE(*select.Step());
  EXPECT_EQ(select.Integer(0), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(select.Text(1), "Bùi Thanh Sơn");
  EXPECT_EQ(select.Bytes(2), bytes);
  EXPECT_TRUE(select.IsNull(3));
  EXPECT_FALSE(select.IsNull(2));
  EXPECT_EQ(select.Integer(4), 2);
  EXPECT_EQ(select.Integer(5), 1);
  ASSERT_TRUE(*select.Step());
  EXPECT_EQ(select.Integer(0), -5);
  EXPECT_EQ(select.Text(1), "");
  EXPECT_FALSE(select.IsNull(1));
  EXPECT_FALSE(*select.Step());
}

TEST_F(PostgresStatementTest, ReadsIntegersOfEachSize) {
  auto select = *database_->Prepare("SELECT CAST(-2 AS SMALLINT), CAST(-70000 AS INTEGER), CAST(5000000000 AS BIGINT)");
  ASSERT_TRUE(*select.Step());
  EXPECT_EQ(select.Integer(0), -2);
  EXPECT_EQ(select.Integer(1), -70000);
  EXPECT_EQ(select.Integer(2), 5000000000);
}

TEST_F(PostgresStatementTest, BindsTextToBytesToo) {
  const absl::string_view text("Sơn\0Sơn", 9);
  ASSERT_THAT(database_->Prepare("INSERT INTO t VALUES (1, 'a', ?)")->Bind(text).Run(), IsOk());
  auto select = *database_->Prepare("SELECT i FROM t WHERE b = ?");
  EXPECT_TRUE(*select.Bind(text).Step());
}

TEST_F(PostgresStatementTest, RunsBesideAnotherThatIsHalfRead) {
  for (int i = 0; i < 3; ++i) ASSERT_THAT(Insert(i, std::to_string(i), ""), IsOk());
  auto outer = *database_->Prepare("SELECT i FROM t ORDER BY i");
  int64_t sum = 0;
  while (*outer.Step()) {
    auto inner = *database_->Prepare("SELECT i FROM t WHERE i >= ?");
    inner.Bind(outer.Integer(0));
    while (*inner.Step()) sum += inner.Integer(0);
  }
  EXPECT_EQ(sum, 3 + 3 + 2);
}

TEST_F(PostgresStatementTest, CountsTheRowsThatItTouched) {
  for (int i = 0; i < 3; ++i) ASSERT_THAT(Insert(i, std::to_string(i), ""), IsOk());
  EXPECT_EQ(*database_->Prepare("UPDATE t SET b = ? WHERE i >= ?")->BindBytes("x").Bind(int64_t{1}).RunCounting(), 2);
  EXPECT_EQ(*database_->Prepare("DELETE FROM t WHERE i = 7")->RunCounting(), 0);
}

TEST_F(PostgresStatementTest, FailsLaterInATransactionAndAtOnceOutside) {
  ASSERT_THAT(Insert(1, "same", ""), IsOk());
  EXPECT_EQ(SqlStateOf(Insert(2, "same", "")), "23505");
  auto transaction = Transaction::BeginWrite(*database_);
  EXPECT_THAT(Insert(2, "same", ""), IsOk());
  EXPECT_THAT(Insert(3, "other", ""), IsOk());
  EXPECT_EQ(SqlStateOf(database_->Prepare("SELECT 1")->Step().status()), "23505");
}

TEST_F(PostgresStatementTest, SaysNothingOfWhatIsStored) {
  ASSERT_THAT(Insert(1, "secret", ""), IsOk());
  EXPECT_EQ(std::string(Insert(2, "secret", "").message()).find("secret"), std::string::npos);
}

}  // namespace
}  // namespace dateline::postgres
