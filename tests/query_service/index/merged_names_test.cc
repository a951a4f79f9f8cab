#include "query_service/index/merged_names.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::EntityOf;
using ::dateline::testing::MergeChange;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class MergedNamesTest : public testing::IndexFixture {
 protected:
  // Son is merged into a at 1 and into b at 3; Minh into b at 2, which is undone at 4.
  MergedNamesTest() {
    Apply({MergeChange(EntityOf("entities/son", "Son"), "entities/a"),
           MergeChange(EntityOf("entities/minh", "Minh"), "entities/b"),
           MergeChange(EntityOf("entities/son", "Son"), "entities/b"),
           MergeChange(EntityOf("entities/minh", "Minh"), "")});
  }
};

TEST_F(MergedNamesTest, StandForWhatTheyDidThen) {
  // Read from the table as they were taken one by one.
  for (const bool is_anew : {false, true}) {
    if (is_anew) OpenWriter();
    const MergedNames& names = reader_.merged_names();
    EXPECT_EQ(names.StandsFor("entities/son", 0), "entities/son");
    EXPECT_EQ(names.StandsFor("entities/son", 2), "entities/a");
    EXPECT_EQ(names.StandsFor("entities/son", 3), "entities/b");
    EXPECT_EQ(names.StandsFor("entities/minh", 3), "entities/b");
    EXPECT_EQ(names.StandsFor("entities/minh", 4), "entities/minh");
    EXPECT_THAT(names.NamesOf("entities/b", 3), UnorderedElementsAre("entities/b", "entities/minh", "entities/son"));
    EXPECT_THAT(names.NamesOf("entities/son", 4), ElementsAre("entities/b", "entities/son"));
    EXPECT_THAT(names.NamesOf("entities/a", 4), ElementsAre("entities/a"));
  }
}

TEST_F(MergedNamesTest, OfAnotherFeedAreForgotten) {
  ASSERT_TRUE(writer_->StartOver(feed_client::FeedPosition()).ok());
  EXPECT_EQ(reader_.merged_names().StandsFor("entities/son", 3), "entities/son");
  EXPECT_THAT(reader_.merged_names().NamesOf("entities/b", 3), ElementsAre("entities/b"));
}

}  // namespace
}  // namespace dateline::index
