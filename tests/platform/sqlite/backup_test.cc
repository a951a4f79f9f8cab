#include "platform/sqlite/backup.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "platform/sqlite/database.h"
#include "platform/sqlite/integrity.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::sqlite {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::dateline::testing::TemporaryDirectory;
using ::testing::HasSubstr;

class BackupTest : public ::testing::Test {
 protected:
  BackupTest() {
    std::filesystem::create_directory(directory_.File("copies"));
    writer_ = *Database::OpenWriter(path_, Durability::kFull);
    EXPECT_THAT(writer_->Execute("CREATE TABLE pair (half INTEGER)"), IsOk());
  }

  absl::Status AddPair() {
    return writer_->Execute("BEGIN IMMEDIATE; INSERT INTO pair VALUES (1); INSERT INTO pair VALUES (2); COMMIT");
  }

  static int64_t CountHalves(const std::string& path) {
    auto reader = *Database::OpenReader(path);
    auto count = reader->Prepare("SELECT count(*) FROM pair");
    EXPECT_THAT(count, IsOk());
    EXPECT_THAT(count->Step(), IsOk());
    return count->Integer(0);
  }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.File("store.db");
  const std::string copies_ = directory_.File("copies");
  std::unique_ptr<Database> writer_;
};

TEST_F(BackupTest, CopiesAStoreThatIsOpen) {
  ASSERT_THAT(AddPair(), IsOk());
  const absl::StatusOr<std::string> copy = Backup(path_, copies_);
  ASSERT_THAT(copy, IsOk());
  EXPECT_EQ(*copy, copies_ + "/store.db");
  EXPECT_EQ(CountHalves(*copy), 2);
}

TEST_F(BackupTest, CopiesAStoreThatNobodyHasOpen) {
  ASSERT_THAT(AddPair(), IsOk());
  writer_.reset();
  const absl::StatusOr<std::string> copy = Backup(path_, copies_);
  ASSERT_THAT(copy, IsOk());
  EXPECT_EQ(CountHalves(*copy), 2);
}

TEST_F(BackupTest, CopiesOneStateWhileTransactionsAreWritten) {
  std::thread writing([this] {
    for (int i = 0; i < 300; ++i) EXPECT_THAT(AddPair(), IsOk());
  });
  for (int i = 0; i < 20; ++i) {
    const std::string directory = copies_ + "/" + std::to_string(i);
    std::filesystem::create_directory(directory);
    const absl::StatusOr<std::string> copy = Backup(path_, directory);
    EXPECT_TRUE(copy.ok() && CountHalves(*copy) % 2 == 0) << "a transaction is there in part";
  }
  writing.join();
}

TEST_F(BackupTest, LeavesAFileThatIsThereAlone) {
  std::ofstream(copies_ + "/store.db") << "an older copy";
  EXPECT_THAT(Backup(path_, copies_), StatusIs(absl::StatusCode::kAlreadyExists, HasSubstr("name another folder")));
  EXPECT_EQ(std::filesystem::file_size(copies_ + "/store.db"), 13u);
  EXPECT_THAT(Backup(path_, directory_.path()), StatusIs(absl::StatusCode::kAlreadyExists, HasSubstr("store.db")));
}

TEST_F(BackupTest, SaysThatThereIsNoStoreOrNoFolder) {
  EXPECT_THAT(Backup(directory_.File("none.db"), copies_), StatusIs(absl::StatusCode::kNotFound, HasSubstr("none.db")));
  EXPECT_THAT(Backup(path_, "/nowhere"), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("/nowhere")));
}

TEST_F(BackupTest, LeavesNothingWhenItFails) {
  const std::string foreign = directory_.File("foreign.db");
  std::ofstream(foreign) << std::string(5000, 'x');
  EXPECT_THAT(Backup(foreign, copies_), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("copy the store")));
  EXPECT_TRUE(std::filesystem::is_empty(copies_));
}

TEST_F(BackupTest, StoreBytesCountsTheFileAndItsLog) {
  ASSERT_THAT(AddPair(), IsOk());
  EXPECT_EQ(StoreBytes(path_),
            static_cast<int64_t>(std::filesystem::file_size(path_) + std::filesystem::file_size(path_ + "-wal")));
  EXPECT_EQ(StoreBytes(directory_.File("none.db")), 0);
}

}  // namespace
}  // namespace dateline::sqlite
