#include "query_service/index/schema.h"

#include <memory>

#include "gmock/gmock.h"
#include "platform/sqlite/database.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::index {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

// Every table that kCreateTables makes is emptied by kDeleteRows: one that was forgotten would keep rows of a former
// feed.
TEST(Schema, DeleteRowsNamesEveryTable) {
  const testing::TemporaryDirectory directory;
  const auto database = *sqlite::Database::OpenWriter(directory.File("index.db"), sqlite::Durability::kNormal);
  ASSERT_THAT(database->Execute(kCreateTables), IsOk());
  auto tables = database->Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  int count = 0;
  while (*tables->Step()) {
    EXPECT_THAT(kDeleteRows, HasSubstr("DELETE FROM " + std::string(tables->Text(0)) + ";"));
    ++count;
  }
  EXPECT_GT(count, 0);
}

TEST(Schema, OfANewerProgramIsRefused) {
  const testing::TemporaryDirectory directory;
  const auto database = *sqlite::Database::OpenWriter(directory.File("index.db"), sqlite::Durability::kNormal);
  ASSERT_THAT(database->EnsureSchema({kApplicationId, kSchemaVersion + 1, kCreateTables}), IsOk());
  EXPECT_THAT(database->EnsureSchema({kApplicationId, kSchemaVersion, kCreateTables}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("newer program")));
}

}  // namespace
}  // namespace dateline::index
