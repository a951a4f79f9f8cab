#include "platform/store/size.h"

#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::store {
namespace {

using ::dateline::testing::IsOk;

TEST(StoreBytes, GrowWithWhatIsStored) {
  testing::StoreDirectory directory;
  const auto database = directory.OpenStore("store");
  ASSERT_THAT(database->Execute("CREATE TABLE t (i BIGINT, b BYTEA)"), IsOk());
  ReaderPool readers(directory.Store("store"));
  const int64_t before = StoreBytes(readers);
  for (int64_t i = 0; i < 200; ++i) {
    const std::string bytes(1000, static_cast<char>(i));
    ASSERT_THAT(database->Prepare("INSERT INTO t VALUES (?, ?)")->Bind(i).BindBytes(bytes).Run(), IsOk());
  }
  EXPECT_GT(StoreBytes(readers), before);
}

TEST(StoreBytes, AreNoneWhereNoStoreIs) {
  ReaderPool readers("/nonexistent/store");
  EXPECT_EQ(StoreBytes(readers), 0);
}

}  // namespace
}  // namespace dateline::store
