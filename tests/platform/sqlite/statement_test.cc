#include "platform/sqlite/statement.h"

#include "platform/sqlite/database.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::sqlite {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;

class StatementTest : public ::testing::Test {
 protected:
  testing::TemporaryDirectory directory_;
  std::unique_ptr<Database> database_ = *Database::OpenWriter(directory_.File("store"), Durability::kNormal);
};

TEST_F(StatementTest, GivesBackWhatWasBound) {
  auto statement = database_->Prepare("SELECT ?, ?, ?, ?");
  ASSERT_THAT(statement, IsOk());
  const std::string bytes("\0\xff", 2);
  statement->Bind(int64_t{-5}).Bind("Bùi Thanh Sơn").BindBytes(bytes).BindNull();
  const auto row = statement->Step();
  ASSERT_THAT(row, IsOk());
  ASSERT_TRUE(*row);
  EXPECT_EQ(statement->Integer(0), -5);
  EXPECT_EQ(statement->Text(1), "Bùi Thanh Sơn");
  EXPECT_EQ(statement->Bytes(2), bytes);
  EXPECT_TRUE(statement->IsNull(3));
  EXPECT_FALSE(statement->IsNull(0));
  EXPECT_FALSE(*statement->Step());
}

TEST_F(StatementTest, TellsEmptyTextFromNull) {
  auto statement = database_->Prepare("SELECT ?, ?");
  ASSERT_THAT(statement, IsOk());
  statement->Bind(absl::string_view()).BindBytes(absl::string_view());
  ASSERT_TRUE(*statement->Step());
  EXPECT_FALSE(statement->IsNull(0));
  EXPECT_FALSE(statement->IsNull(1));
}

TEST_F(StatementTest, StartsAfreshWhenPreparedAgain) {
  for (const int64_t value : {1, 2}) {
    auto statement = database_->Prepare("SELECT ? UNION ALL SELECT 9");
    ASSERT_THAT(statement, IsOk());
    statement->Bind(value);
    ASSERT_TRUE(*statement->Step());
    EXPECT_EQ(statement->Integer(0), value);
  }
}

TEST_F(StatementTest, MayRunTwiceAtOnce) {
  auto outer = database_->Prepare("SELECT 1 UNION ALL SELECT 2");
  ASSERT_THAT(outer, IsOk());
  ASSERT_TRUE(*outer->Step());
  {
    auto inner = database_->Prepare("SELECT 1 UNION ALL SELECT 2");
    ASSERT_THAT(inner, IsOk());
    ASSERT_TRUE(*inner->Step());
    EXPECT_EQ(inner->Integer(0), 1);
  }
  ASSERT_TRUE(*outer->Step());
  EXPECT_EQ(outer->Integer(0), 2);
}

TEST_F(StatementTest, ReportsAParameterTooManyAtStep) {
  auto statement = database_->Prepare("SELECT 1");
  ASSERT_THAT(statement, IsOk());
  EXPECT_THAT(statement->Bind(int64_t{1}).Step(), StatusIs(absl::StatusCode::kInternal, _));
}

TEST_F(StatementTest, ReportsAnSqlErrorAtPrepare) {
  EXPECT_THAT(database_->Prepare("SELEKT"), StatusIs(absl::StatusCode::kInternal, ::testing::HasSubstr("SELEKT")));
}

TEST_F(StatementTest, ReportsAConstraint) {
  ASSERT_THAT(database_->Execute("CREATE TABLE t (x UNIQUE); INSERT INTO t VALUES (1)"), IsOk());
  auto statement = database_->Prepare("INSERT INTO t VALUES (?)");
  ASSERT_THAT(statement, IsOk());
  EXPECT_THAT(statement->Bind(int64_t{1}).Run(), StatusIs(absl::StatusCode::kInternal, ::testing::HasSubstr("UNIQUE")));
}

}  // namespace
}  // namespace dateline::sqlite
