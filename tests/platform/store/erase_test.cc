#include "platform/store/erase.h"

#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::store {
namespace {

using ::dateline::testing::IsOk;

int64_t ReadPragma(Database& database, absl::string_view sql) {
  auto read = *database.Prepare(sql);
  EXPECT_TRUE(*read.Step());
  return read.Integer(0);
}

TEST(Erase, OverwritesOnlyBetweenItsTwoEnds) {
  testing::StoreDirectory directory;
  const auto database = directory.OpenStore("store");
  ASSERT_THAT(database->Execute("CREATE TABLE t (i BIGINT)"), IsOk());
  const bool is_sqlite = database->sqlite() != nullptr;
  ASSERT_THAT(BeginErasing(*database), IsOk());
  if (is_sqlite) {
    EXPECT_EQ(ReadPragma(*database, "PRAGMA secure_delete"), 1);
  }
  ASSERT_THAT(database->Execute("INSERT INTO t VALUES (1); DELETE FROM t"), IsOk());
  EXPECT_THAT(FinishErasing(*database), IsOk());
  if (is_sqlite) {
    EXPECT_EQ(ReadPragma(*database, "PRAGMA secure_delete"), 0);
  }
}

}  // namespace
}  // namespace dateline::store
