#include "query_service/index/schema.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "query_service/index/index_state.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::index {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

// The names of the tables, whichever engine keeps them.
std::vector<std::string> TablesOf(store::Database& database) {
  auto select = database.Prepare(
      database.sqlite() != nullptr ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                                   : "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"
                                     " AND tablename <> 'dateline_schema'");
  EXPECT_THAT(select, IsOk());
  std::vector<std::string> names;
  while (*select->Step()) names.emplace_back(select->Text(0));
  return names;
}

// One that was forgotten would keep rows of a former feed.
TEST(Schema, DeleteRowsEmptiesEveryTable) {
  testing::StoreDirectory directory;
  const auto database = directory.OpenStore("index.db");
  ASSERT_THAT(database->EnsureSchema(kSchema), IsOk());
  for (const char* const row :
       {"commit_time VALUES (1, 100000)", "commit_time VALUES (2, 1)", "article_name VALUES (1, 'a')",
        "article VALUES (1, 2, 1, '', NULL, NULL, 0, '')", "fact VALUES (1, 1, 0, 0, '')",
        "fact_end VALUES (1, 2, 0, '')", "purged_article VALUES (1, 'a')",
        "entity VALUES (1, 2, 'e', 0, 0, '', '', '')", "term VALUES (1, 23, 'a')", "posting VALUES (1, 1)",
        "segment VALUES (1, 1, 1, 1, 1, 1, 1)"}) {
    const bool is_of_files = absl::StartsWith(row, "segment");
    if (is_of_files && database->sqlite() == nullptr) continue;
    ASSERT_THAT(database->Execute(absl::StrCat("INSERT INTO ", row)), IsOk()) << row;
  }
  ASSERT_THAT(WriteState(*database, IndexState()), IsOk());
  ASSERT_THAT(DeleteRows(*database), IsOk());
  const std::vector<std::string> tables = TablesOf(*database);
  EXPECT_GE(tables.size(), 10u);
  for (const std::string& table : tables) {
    auto count = database->Prepare(absl::StrCat("SELECT count(*) FROM ", table));
    ASSERT_TRUE(*count->Step());
    EXPECT_EQ(count->Integer(0), table == "index_state" ? 1 : 0) << table;
  }
}

// More than are deleted at once, of one term and of several.
TEST(Schema, DeletesAnyNumberOfPostings) {
  testing::StoreDirectory directory;
  const auto database = directory.OpenStore("index.db");
  if (database->sqlite() != nullptr) GTEST_SKIP() << "SQLite deletes them at one go";
  ASSERT_THAT(database->EnsureSchema(kSchema), IsOk());
  ASSERT_THAT(database->Execute("INSERT INTO posting SELECT 1, generate_series(1, 100001)"), IsOk());
  ASSERT_THAT(database->Execute("INSERT INTO posting SELECT generate_series(2, 49999), 1"), IsOk());
  ASSERT_THAT(DeleteRows(*database), IsOk());
  auto count = database->Prepare("SELECT count(*) FROM posting");
  ASSERT_TRUE(*count->Step());
  EXPECT_EQ(count->Integer(0), 0);
}

// Of what was stored before there were generations.
TEST(Schema, OfVersion4IsKept) {
  const testing::TemporaryDirectory directory;
  const auto database = *store::Database::OpenWriter(directory.File("index.db"));
  ASSERT_THAT(database->EnsureSchema(kSchema), IsOk());
  IndexState state;
  state.position.feed_id = "feed";
  ASSERT_THAT(WriteState(*database, state), IsOk());
  ASSERT_THAT(database->Execute("ALTER TABLE index_state DROP COLUMN generation; PRAGMA user_version=4"), IsOk());
  ASSERT_THAT(database->EnsureSchema(kSchema), IsOk());
  EXPECT_EQ(ReadState(*database)->position.feed_id, "feed");
  EXPECT_EQ(ReadState(*database)->generation, 0);
}

TEST(Schema, OfANewerProgramIsRefused) {
  testing::StoreDirectory directory;
  const auto database = directory.OpenStore("index.db");
  store::Schema newer = kSchema;
  ++newer.sqlite.version;
  newer.postgres.steps.emplace_back("");
  ASSERT_THAT(database->EnsureSchema(newer), IsOk());
  EXPECT_THAT(database->EnsureSchema(kSchema),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("newer program")));
}

}  // namespace
}  // namespace dateline::index
