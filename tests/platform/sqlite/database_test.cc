#include "platform/sqlite/database.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <optional>

#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::sqlite {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::dateline::testing::TemporaryDirectory;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const Schema kSchema{77, 1, "CREATE TABLE word (text TEXT PRIMARY KEY)"};

std::unique_ptr<Database> OpenWithSchema(const std::string& path) {
  auto database = Database::OpenWriter(path, Durability::kFull);
  EXPECT_THAT(database, IsOk());
  EXPECT_THAT((*database)->EnsureSchema(kSchema), IsOk());
  return *std::move(database);
}

int64_t CountWords(Database& database) {
  auto statement = database.Prepare("SELECT count(*) FROM word");
  EXPECT_THAT(statement, IsOk());
  EXPECT_THAT(statement->Step(), IsOk());
  return statement->Integer(0);
}

TEST(Database, KeepsWhatWasCommitted) {
  TemporaryDirectory directory;
  {
    auto database = OpenWithSchema(directory.File("store"));
    auto transaction = Transaction::BeginWrite(*database);
    ASSERT_THAT(transaction, IsOk());
    ASSERT_THAT(database->Execute("INSERT INTO word VALUES ('a')"), IsOk());
    ASSERT_THAT(transaction->Commit(), IsOk());
  }
  EXPECT_EQ(CountWords(*OpenWithSchema(directory.File("store"))), 1);
}

TEST(Transaction, RollsBackWhatWasNotCommitted) {
  TemporaryDirectory directory;
  auto database = OpenWithSchema(directory.File("store"));
  {
    auto transaction = Transaction::BeginWrite(*database);
    ASSERT_THAT(transaction, IsOk());
    ASSERT_THAT(database->Execute("INSERT INTO word VALUES ('a')"), IsOk());
  }
  EXPECT_EQ(CountWords(*database), 0);
}

TEST(Transaction, ReadsOneStateWhileAnotherWrites) {
  TemporaryDirectory directory;
  auto writer = OpenWithSchema(directory.File("store"));
  auto reader = Database::OpenReader(directory.File("store"));
  ASSERT_THAT(reader, IsOk());
  std::optional<Transaction> transaction = *Transaction::BeginRead(**reader);
  EXPECT_EQ(CountWords(**reader), 0);
  ASSERT_THAT(writer->Execute("INSERT INTO word VALUES ('a')"), IsOk());
  EXPECT_EQ(CountWords(**reader), 0);
  transaction.reset();
  EXPECT_EQ(CountWords(**reader), 1);
}

TEST(Database, RefusesToWriteThroughAReader) {
  TemporaryDirectory directory;
  auto writer = OpenWithSchema(directory.File("store"));
  auto reader = Database::OpenReader(directory.File("store"));
  ASSERT_THAT(reader, IsOk());
  EXPECT_THAT((*reader)->Execute("INSERT INTO word VALUES ('a')"), Not(IsOk()));
}

TEST(Database, HasOneWriter) {
  TemporaryDirectory directory;
  auto writer = OpenWithSchema(directory.File("store"));
  const auto second = Database::OpenWriter(directory.File("store"), Durability::kFull);
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("in use by another process")));
  EXPECT_EQ(errors::Reason(second.status()), kStoreInUse);
}

TEST(Database, SaysWhatToDoWhenTheFolderIsMissing) {
  const auto database = Database::OpenWriter("/nowhere/at/all/store", Durability::kFull);
  EXPECT_THAT(database, StatusIs(absl::StatusCode::kUnavailable,
                                 AllOf(HasSubstr("/nowhere/at/all/store"), HasSubstr("make its folder"))));
}

TEST(Database, RefusesAFileThatIsNoDatabase) {
  TemporaryDirectory directory;
  std::ofstream(directory.File("store")) << std::string(5000, 'x');
  EXPECT_THAT(Database::OpenWriter(directory.File("store"), Durability::kFull),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("restore the store from a backup")));
}

TEST(Database, UpgradesAStoreOfAnOlderVersion) {
  TemporaryDirectory directory;
  auto database = OpenWithSchema(directory.File("store"));
  ASSERT_THAT(database->Execute("INSERT INTO word VALUES ('kept')"), IsOk());
  const Schema newest{77, 3, "", {"CREATE TABLE two (a)", "CREATE TABLE three (a)"}};
  ASSERT_THAT(database->EnsureSchema(newest), IsOk());
  EXPECT_THAT(database->EnsureSchema(newest), IsOk());
  EXPECT_THAT(database->Execute("INSERT INTO two VALUES (1); INSERT INTO three VALUES (1)"), IsOk());
  EXPECT_EQ(CountWords(*database), 1);
}

TEST(Database, RefusesAStoreOfANewerVersion) {
  TemporaryDirectory directory;
  auto database = OpenWithSchema(directory.File("store"));
  ASSERT_THAT(database->Execute("PRAGMA user_version=2"), IsOk());
  const absl::Status status = database->EnsureSchema(kSchema);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("schema version 2")));
  EXPECT_EQ(errors::Reason(status), kStoreTooNew);
}

TEST(Database, RefusesAStoreOfAnotherProgram) {
  TemporaryDirectory directory;
  auto database = OpenWithSchema(directory.File("store"));
  ASSERT_THAT(database->Execute("PRAGMA application_id=78"), IsOk());
  EXPECT_EQ(errors::Reason(database->EnsureSchema(kSchema)), kStoreForeign);
}

TEST(Database, AnswersStoreFullAndGoesOnWhenThereIsSpaceAgain) {
  TemporaryDirectory directory;
  auto database = OpenWithSchema(directory.File("store"));
  ASSERT_THAT(database->Execute("PRAGMA max_page_count=4"), IsOk());
  const std::string too_much = "INSERT INTO word VALUES (hex(zeroblob(100000)))";
  const absl::Status full = database->Execute(too_much);
  EXPECT_EQ(full.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(full), kStoreFull);
  EXPECT_EQ(CountWords(*database), 0);
  ASSERT_THAT(database->Execute("PRAGMA max_page_count=1000"), IsOk());
  EXPECT_THAT(database->Execute(too_much), IsOk());
}

}  // namespace
}  // namespace dateline::sqlite
