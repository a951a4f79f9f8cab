#include "query_service/index/entity_rows.h"

#include "gmock/gmock.h"
#include "query_service/index/index_check.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::MergeChange;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RemoveChange;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using EntityRowsTest = testing::IndexFixture;

TEST_F(EntityRowsTest, EraseDeletesEarlierVersionsOfTheEntitiesNamed) {
  Apply({EntityChange(EntityOf("entities/x", "Sơn")), EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn")),
         EntityChange(EntityOf("entities/y", "Prak Sokhonn"))});
  Apply({PurgeChange("articles/a", {"entities/x", "entities/unknown"}), EntityChange(EntityOf("entities/x", "Sơn"))});
  EXPECT_THAT(PostedUnder({TermField::kEntityWord, "bui"}), IsEmpty());
  EXPECT_THAT(PostedUnder({TermField::kEntityWord, "son"}), ElementsAre(5));
  EXPECT_THAT(PostedUnder({TermField::kEntityWord, "prak"}), ElementsAre(3));
  EXPECT_EQ(Totals().entities, 2);
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(EntityRowsTest, ATermThatWasErasedCanComeAgain) {
  Apply({EntityChange(EntityOf("entities/x", "Sơn")), PurgeChange("articles/a", {"entities/x"})});
  Apply({EntityChange(EntityOf("entities/y", "Sơn"))});
  EXPECT_THAT(PostedUnder({TermField::kEntityWord, "son"}), ElementsAre(3));
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(EntityRowsTest, EndsNothingTwice) {
  Apply({EntityChange(EntityOf("entities/x", "Sơn")), RemoveChange("entities/x"), RemoveChange("entities/x")});
  EXPECT_EQ(Totals(), ContentTotals());
  EXPECT_EQ(TakeSnapshot().ReadEntity(1)->recorded_to, 2);
}

TEST_F(EntityRowsTest, EraseForgetsMerges) {
  Apply({MergeChange(EntityOf("entities/x", "Son"), "entities/y")});
  EXPECT_EQ(reader_.merged_names().StandsFor("entities/x", 1), "entities/y");
  Apply({PurgeChange("articles/a", {"entities/x"})});
  EXPECT_EQ(reader_.merged_names().StandsFor("entities/x", 1), "entities/x");
  EXPECT_THAT(reader_.merged_names().NamesOf("entities/y", 1), ElementsAre("entities/y"));
}

// As docs/api.md says of watches.
TEST_F(EntityRowsTest, OfAnEntityThatStaysTheMergeIsKnownFromThePurgeOn) {
  v1::Entity merged = EntityOf("entities/x", "Son");
  Apply({MergeChange(merged, "entities/y")});
  merged.set_merged_into("entities/y");
  Apply({PurgeChange("articles/a", {"entities/x"}), EntityChange(merged)});
  EXPECT_EQ(reader_.merged_names().StandsFor("entities/x", 1), "entities/x");
  EXPECT_EQ(reader_.merged_names().StandsFor("entities/x", 3), "entities/y");
}

}  // namespace
}  // namespace dateline::index
