#include "platform/sqlite/integrity.h"

#include <fstream>
#include <memory>
#include <string>

#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::sqlite {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::TemporaryDirectory;

constexpr int kPageBytes = 4096;

// A file of a table and an index, which nobody has open.
void WriteStore(const std::string& path) {
  const auto writer = *Database::OpenWriter(path, Durability::kFull);
  ASSERT_THAT(writer->Execute("CREATE TABLE word (text TEXT); CREATE INDEX by_text ON word (text);"
                              "INSERT INTO word VALUES ('a'), ('b')"),
              IsOk());
}

TEST(CheckIntegrity, AcceptsASoundStore) {
  TemporaryDirectory directory;
  WriteStore(directory.File("store"));
  EXPECT_THAT(CheckIntegrity(**Database::OpenReader(directory.File("store"))), IsOk());
}

TEST(CheckIntegrity, SaysThatAPageIsDamaged) {
  TemporaryDirectory directory;
  WriteStore(directory.File("store"));
  {
    std::fstream file(directory.File("store"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(2 * kPageBytes);  // the index
    file << std::string(kPageBytes, 'x');
  }
  const absl::Status damaged = CheckIntegrity(**Database::OpenReader(directory.File("store")));
  EXPECT_EQ(damaged.code(), absl::StatusCode::kDataLoss) << damaged;
  EXPECT_EQ(errors::Reason(damaged), kStoreDamaged);
}

}  // namespace
}  // namespace dateline::sqlite
