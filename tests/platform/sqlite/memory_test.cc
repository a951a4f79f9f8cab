#include "platform/sqlite/memory.h"

#include "gtest/gtest.h"
#include "platform/sqlite/database.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::sqlite {
namespace {

TEST(MemoryBytes, GrowsWithAnOpenDatabase) {
  const testing::TemporaryDirectory directory;
  const int64_t before = MemoryBytes();
  const auto database = Database::OpenWriter(directory.File("db"), Durability::kFull);
  ASSERT_THAT(database, testing::IsOk());
  EXPECT_GT(MemoryBytes(), before);
}

}  // namespace
}  // namespace dateline::sqlite
