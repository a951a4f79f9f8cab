#include "query_service/index/segment_rows.h"

#include "gmock/gmock.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::index {
namespace {

using ::dateline::testing::IsOk;
using segments::SegmentFile;
using ::testing::ElementsAre;

TEST(SegmentRows, ComeBackInOrder) {
  const testing::TemporaryDirectory directory;
  const auto database = *OpenSegmentNames(directory.File("index.db"));
  const SegmentFile first = {1, 5, 3, 1000, 300, 0xFFFFFFFF, 7};
  const SegmentFile second = {6, 9, 2, 900, 200, 8, 0xFFFFFFFE};
  ASSERT_THAT(AddSegmentRow(*database, second), IsOk());
  ASSERT_THAT(AddSegmentRow(*database, first), IsOk());
  EXPECT_THAT(*ReadSegmentRows(*database), ElementsAre(first, second));
  ASSERT_THAT(RemoveSegmentRow(*database, first), IsOk());
  EXPECT_THAT(*ReadSegmentRows(*database), ElementsAre(second));
}

}  // namespace
}  // namespace dateline::index
