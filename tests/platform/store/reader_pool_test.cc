#include "platform/store/reader_pool.h"

#include "platform/errors/errors.h"
#include "tests/testing/postgres_test.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::store {
namespace {

using ::dateline::testing::IsOk;

class StoreReaderPoolTest : public ::testing::Test {
 protected:
  StoreReaderPoolTest() { EXPECT_THAT(writer_->Execute("CREATE TABLE t (i BIGINT)"), IsOk()); }

  testing::StoreDirectory directory_;
  std::unique_ptr<Database> writer_ = directory_.OpenStore("store");
  ReaderPool pool_{directory_.Store("store")};
};

TEST_F(StoreReaderPoolTest, LendsWhatCameBack) {
  const Database* first = nullptr;
  {
    const auto lease = pool_.Borrow();
    ASSERT_THAT(lease, IsOk());
    first = &**lease;
  }
  const auto again = pool_.Borrow();
  EXPECT_EQ(&**again, first);
  const auto other = pool_.Borrow();
  EXPECT_NE(&**other, first);
}

TEST_F(StoreReaderPoolTest, LendsOnlyWhatReads) {
  const auto lease = pool_.Borrow();
  EXPECT_FALSE((*lease)->Execute("INSERT INTO t VALUES (1)").ok());
}

class LostReadersTest : public testing::PostgresTest {};

TEST_F(LostReadersTest, AreNotLentAgain) {
  ReaderPool pool(directory_.Store("store"));
  { const auto lease = pool.Borrow(); }
  directory_.EndOtherSessions();
  const auto lease = pool.Borrow();
  ASSERT_THAT(lease, IsOk());
  EXPECT_TRUE((*(*lease)->Prepare("SELECT 1")).Step().ok());
}

TEST_F(LostReadersTest, AreNotWaitedForWhereNoServerIs) {
  ReaderPool pool("postgresql://127.0.0.1:1/nothing");
  const absl::Status first = pool.Borrow().status();
  EXPECT_EQ(errors::Reason(first), "STORE_UNAVAILABLE");
  EXPECT_EQ(pool.Borrow().status(), first);
}

}  // namespace
}  // namespace dateline::store
