#include "platform/sqlite/reader_pool.h"

#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::sqlite {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;

TEST(ReaderPool, LendsAConnectionAgainOnceItIsBack) {
  testing::TemporaryDirectory directory;
  const auto writer = Database::OpenWriter(directory.File("store"), Durability::kNormal);
  ASSERT_THAT(writer, IsOk());
  ReaderPool pool(directory.File("store"));
  Database* first = nullptr;
  {
    const auto one = pool.Borrow();
    const auto two = pool.Borrow();
    ASSERT_THAT(one, IsOk());
    ASSERT_THAT(two, IsOk());
    EXPECT_NE(&**one, &**two);
    first = &**one;
  }
  const auto again = pool.Borrow();
  EXPECT_EQ(&**again, first);
}

TEST(ReaderPool, FailsWhereNoStoreIs) {
  ReaderPool pool("/nowhere/at/all/store");
  EXPECT_THAT(pool.Borrow(), StatusIs(absl::StatusCode::kUnavailable, ::testing::_));
}

}  // namespace
}  // namespace dateline::sqlite
