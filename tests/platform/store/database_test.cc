#include "platform/store/database.h"

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/postgres/error.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::store {
namespace {

using ::dateline::testing::IsOk;

// SQL that both engines know, and does the same on each.
class StoreDatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    database_ = directory_.OpenStore("store");
    ASSERT_THAT(database_->EnsureSchema(kSchema), IsOk());
  }

  absl::Status Insert(absl::string_view name, int64_t number) {
    auto insert = database_->Prepare(
        "INSERT INTO item VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET number = excluded.number");
    return insert.ok() ? insert->Bind(name).Bind(number).BindBytes("bytes").Run() : insert.status();
  }

  std::string NamesInOrder() {
    std::string names;
    auto select = *database_->Prepare("SELECT name FROM item ORDER BY name");
    while (*select.Step()) names += std::string(select.Text(0)) + " ";
    return names;
  }

  static constexpr char kSqliteTables[] = "CREATE TABLE item (name TEXT PRIMARY KEY, number INTEGER, payload BLOB)";
  static constexpr char kPostgresTables[] =
      "CREATE TABLE item (name TEXT COLLATE \"C\" PRIMARY KEY, number BIGINT, payload BYTEA)";
  const Schema kSchema{{.application_id = 5, .version = 1, .create_sql = kSqliteTables},
                       {.store = "items", .steps = {kPostgresTables}}};

  testing::StoreDirectory directory_;
  std::unique_ptr<Database> database_;
};

TEST_F(StoreDatabaseTest, IsOfOneEngine) {
  EXPECT_EQ(database_->postgres() != nullptr, testing::StoreDirectory::IsPostgres());
  EXPECT_EQ(database_->sqlite() == nullptr, testing::StoreDirectory::IsPostgres());
  EXPECT_TRUE(database_->IsUsable());
}

TEST_F(StoreDatabaseTest, OrdersNamesByTheirBytes) {
  for (const char* const name : {"b", "a/facts/1", "B", "ä", "a", "a0", "a-"}) ASSERT_THAT(Insert(name, 1), IsOk());
  EXPECT_EQ(NamesInOrder(), "B a a- a/facts/1 a0 b ä ");
}

TEST_F(StoreDatabaseTest, ReadsAndCountsWhatItWrites) {
  ASSERT_THAT(Insert("a", 1), IsOk());
  ASSERT_THAT(Insert("a", 2), IsOk());
  ASSERT_THAT(Insert("b", -3), IsOk());
  auto select =
      *database_->Prepare("SELECT number, payload, NULL FROM item WHERE name = ?2 AND number > ?1 AND ?1 < 0");
  ASSERT_TRUE(*select.Bind(int64_t{-9}).Bind("a").Step());
  EXPECT_EQ(select.Integer(0), 2);
  EXPECT_EQ(select.Bytes(1), "bytes");
  EXPECT_TRUE(select.IsNull(2));
  EXPECT_FALSE(*select.Step());
  EXPECT_EQ(*database_->Prepare("DELETE FROM item WHERE number < 5")->RunCounting(), 2);
}

TEST_F(StoreDatabaseTest, KeepsWhatIsNull) {
  auto insert = *database_->Prepare("INSERT INTO item VALUES (?, ?, ?)");
  ASSERT_THAT(insert.Bind("a").BindNull().BindNull().Run(), IsOk());
  auto select = *database_->Prepare("SELECT number, payload FROM item");
  ASSERT_TRUE(*select.Step());
  EXPECT_TRUE(select.IsNull(0) && select.IsNull(1));
}

TEST_F(StoreDatabaseTest, InsertsRowsOfEachType) {
  auto transaction = Transaction::BeginWrite(*database_);
  const std::string bytes("\0\xff{,}\"", 6);
  for (int64_t i = 0; i < 3; ++i) {
    auto insert = database_->PrepareRow("INSERT INTO item VALUES (?, ?, ?)", "TEXT, BIGINT, BYTEA");
    ASSERT_THAT(insert, IsOk());
    const std::string name = absl::StrCat("{\"ä,", i);
    insert->Bind(name).Bind(i - 1);
    ASSERT_THAT((i == 2 ? insert->BindNull() : insert->BindBytes(bytes)).Run(), IsOk());
  }
  EXPECT_THAT(transaction->Commit(), IsOk());
  EXPECT_EQ(NamesInOrder(), "{\"ä,0 {\"ä,1 {\"ä,2 ");
  auto select = *database_->Prepare("SELECT number, payload FROM item ORDER BY number");
  ASSERT_TRUE(*select.Step());
  EXPECT_EQ(select.Integer(0), -1);
  EXPECT_EQ(select.Bytes(1), bytes);
  ASSERT_TRUE(*select.Step() && *select.Step());
  EXPECT_TRUE(select.IsNull(1));
}

TEST_F(StoreDatabaseTest, RollsBackAndCommits) {
  {
    const auto transaction = Transaction::BeginWrite(*database_);
    ASSERT_THAT(Insert("a", 1), IsOk());
  }
  EXPECT_EQ(NamesInOrder(), "");
  auto transaction = Transaction::BeginWrite(*database_);
  ASSERT_THAT(Insert("b", 1), IsOk());
  EXPECT_THAT(transaction->Commit(), IsOk());
  EXPECT_EQ(NamesInOrder(), "b ");
}

TEST_F(StoreDatabaseTest, ReadsOneStateWhileAnotherWrites) {
  const auto reader = *Database::OpenReader(directory_.Store("store"));
  const auto transaction = Transaction::BeginRead(*reader);
  const auto count = [&] {
    auto select = *reader->Prepare("SELECT count(*) FROM item");
    EXPECT_TRUE(*select.Step());
    return select.Integer(0);
  };
  EXPECT_EQ(count(), 0);
  ASSERT_THAT(Insert("a", 1), IsOk());
  EXPECT_EQ(count(), 0);
}

TEST_F(StoreDatabaseTest, RefusesANewerVersion) {
  Schema newer = kSchema;
  newer.sqlite.version = 2;
  newer.sqlite.upgrade_sql = {"ALTER TABLE item ADD COLUMN more INTEGER"};
  newer.postgres.steps.push_back("ALTER TABLE item ADD COLUMN more BIGINT");
  EXPECT_THAT(database_->EnsureSchema(newer), IsOk());
  EXPECT_EQ(errors::Reason(database_->EnsureSchema(kSchema)), "STORE_TOO_NEW");
}

TEST(StoreLocation, IsShownWithoutPassword) {
  EXPECT_EQ(Shown("postgresql://user:secret@host:1/news"), "postgresql://host:1/news");
  EXPECT_EQ(Shown("/var/lib/log.db"), "/var/lib/log.db");
  EXPECT_FALSE(IsPostgres("/var/lib/log.db"));
}

TEST(StoreErrors, SayWhatMayRunAgain) {
  EXPECT_TRUE(MayRunAgain(postgres::ErrorFromSqlState("40001", "why", "write")));
  EXPECT_FALSE(MayRunAgain(absl::UnavailableError("of SQLite")));
  EXPECT_TRUE(IsOutcomeUnknown(postgres::ErrorFromSqlState(postgres::kOutcomeUnknown, "why", "write")));
  EXPECT_FALSE(IsOutcomeUnknown(absl::OkStatus()));
}

}  // namespace
}  // namespace dateline::store
