#include "platform/sqlite/erase.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

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

}  // namespace
}  // namespace dateline::sqlite
