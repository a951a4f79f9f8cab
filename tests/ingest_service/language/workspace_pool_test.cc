#include "ingest_service/language/workspace_pool.h"

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

TEST(WorkspacePool, LendsEachBorrowerItsOwn) {
  WorkspacePool<int> pool;
  const auto first = pool.Borrow();
  const auto second = pool.Borrow();
  EXPECT_NE(&*first, &*second);
}

TEST(WorkspacePool, LendsAgainWhatCameBack) {
  WorkspacePool<int> pool;
  int* lent = nullptr;
  {
    const auto loan = pool.Borrow();
    lent = &*loan;
  }
  EXPECT_EQ(&*pool.Borrow(), lent);
}

}  // namespace
}  // namespace dateline::language
