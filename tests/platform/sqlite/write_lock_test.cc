#include "platform/sqlite/write_lock.h"

#include <optional>

#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::sqlite {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(WriteLock, IsHeldByOneAtATime) {
  testing::TemporaryDirectory directory;
  std::optional<WriteLock> first = *WriteLock::Acquire(directory.File("store"));
  EXPECT_THAT(WriteLock::Acquire(directory.File("store")),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("in use")));
  EXPECT_THAT(WriteLock::Acquire(directory.File("other")), IsOk());
  first.reset();
  EXPECT_THAT(WriteLock::Acquire(directory.File("store")), IsOk());
}

}  // namespace
}  // namespace dateline::sqlite
