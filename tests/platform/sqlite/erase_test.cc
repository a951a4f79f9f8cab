#include "platform/sqlite/erase.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::sqlite {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::dateline::testing::TemporaryDirectory;

const Schema kSchema{77, 1, "CREATE TABLE word (text TEXT PRIMARY KEY)"};

// The bytes of the store's files.
std::string BytesOf(const std::string& path) {
  std::string bytes;
  for (const char* const suffix : {"", "-wal"}) {
    std::ifstream file(absl::StrCat(path, suffix), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

std::unique_ptr<Database> OpenWithWords(const std::string& path) {
  auto database = Database::OpenWriter(path, Durability::kFull);
  EXPECT_THAT(database, IsOk());
  EXPECT_THAT((*database)->EnsureSchema(kSchema), IsOk());
  EXPECT_THAT((*database)->Execute("INSERT INTO word VALUES ('secret'), ('open')"), IsOk());
  return *std::move(database);
}

TEST(EraseDeleted, LeavesNoCopyOnDisk) {
  TemporaryDirectory directory;
  const std::string path = directory.File("store");
  auto database = OpenWithWords(path);
  ASSERT_THAT(database->Execute("DELETE FROM word WHERE text = 'secret'"), IsOk());
  ASSERT_NE(BytesOf(path).find("secret"), std::string::npos);
  EXPECT_THAT(EraseDeleted(*database), IsOk());
  EXPECT_EQ(BytesOf(path).find("secret"), std::string::npos);
  EXPECT_NE(BytesOf(path).find("open"), std::string::npos);
}

TEST(EraseDeleted, FailsWhileAReaderSeesWhatWasDeletedAndCanBeRepeated) {
  TemporaryDirectory directory;
  const std::string path = directory.File("store");
  auto database = OpenWithWords(path);
  auto reader = Database::OpenReader(path);
  ASSERT_THAT(reader, IsOk());
  {
    auto reading = Transaction::BeginRead(**reader);
    ASSERT_THAT(reading, IsOk());
    auto select = (*reader)->Prepare("SELECT count(*) FROM word");
    ASSERT_THAT(select->Step(), IsOk());
    ASSERT_THAT(database->Execute("DELETE FROM word WHERE text = 'secret'"), IsOk());
    EXPECT_THAT(EraseDeleted(*database), StatusIs(absl::StatusCode::kUnavailable, ::testing::HasSubstr("try again")));
  }
  EXPECT_THAT(EraseDeleted(*database), IsOk());
  EXPECT_EQ(BytesOf(path).find("secret"), std::string::npos);
}

class ErasureTest : public ::testing::Test {
 protected:
  ErasureTest() {
    writer_ = *Database::OpenWriter(path_, Durability::kNormal);
    EXPECT_THAT(writer_->Execute("CREATE TABLE word (text TEXT PRIMARY KEY) WITHOUT ROWID"), IsOk());
    // Enough for pages to be split, so that copies of rows are left in gaps.
    for (int i = 0; i < 2000; ++i) {
      const char* const kind = i % 3 == 0 ? "secret" : "public";
      EXPECT_THAT(writer_->Execute(absl::StrCat("INSERT INTO word VALUES ('", i * 7919 % 2000, " ", kind, "')")),
                  IsOk());
    }
  }

  void DeleteSecrets() {
    ASSERT_THAT(SetSecureDelete(*writer_, true), IsOk());
    ASSERT_THAT(writer_->Execute("DELETE FROM word WHERE text LIKE '%secret'"), IsOk());
    ASSERT_THAT(SetSecureDelete(*writer_, false), IsOk());
  }

  bool Holds(const std::string& text) { return absl::StrContains(BytesOf(path_), text); }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.File("store.db");
  std::unique_ptr<Database> writer_;
};

TEST_F(ErasureTest, LeavesNoCopyInTheFiles) {
  DeleteSecrets();
  EXPECT_TRUE(Holds("secret")) << "nothing to erase: this test shows nothing";
  ASSERT_THAT(RewriteFile(*writer_), IsOk());
  const absl::StatusOr<bool> emptied = EmptyWriteAheadLog(*writer_, absl::Seconds(1));
  ASSERT_THAT(emptied, IsOk());
  EXPECT_TRUE(*emptied);
  EXPECT_FALSE(Holds("secret"));
  EXPECT_TRUE(Holds("public"));
  constexpr uintmax_t kLogOfOnePage = 32 + 24 + 4096;
  EXPECT_EQ(std::filesystem::file_size(path_ + "-wal"), kLogOfOnePage);
}

TEST_F(ErasureTest, LeavesTheLogToAReaderAndSaysSo) {
  const auto reader = *Database::OpenReader(path_);
  std::optional<Transaction> reading = *Transaction::BeginRead(*reader);
  ASSERT_THAT(reader->Execute("SELECT * FROM word"), IsOk());
  DeleteSecrets();
  ASSERT_THAT(RewriteFile(*writer_), IsOk());
  EXPECT_FALSE(*EmptyWriteAheadLog(*writer_, absl::Milliseconds(10)));
  reading.reset();
  EXPECT_TRUE(*EmptyWriteAheadLog(*writer_, absl::Milliseconds(10)));
  EXPECT_FALSE(Holds("secret"));
}

TEST_F(ErasureTest, WhatIsMadeDurableIsUnchanged) {
  ASSERT_THAT(writer_->Execute("PRAGMA user_version=7"), IsOk());
  EXPECT_THAT(MakeCommitsDurable(*writer_), IsOk());
  auto version = writer_->Prepare("PRAGMA user_version");
  ASSERT_THAT(version, IsOk());
  ASSERT_THAT(version->Step(), IsOk());
  EXPECT_EQ(version->Integer(0), 7);
}

}  // namespace
}  // namespace dateline::sqlite
