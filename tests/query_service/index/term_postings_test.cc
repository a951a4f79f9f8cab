#include "query_service/index/term_postings.h"

#include <vector>

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

class TermPostingsTest : public testing::IndexFixture {
 protected:
  // Entities called Son, brought by the changes 1, 2, ...
  void AddSons(int count) {
    std::vector<v1::Change> changes;
    for (int entity = 1; entity <= count; ++entity) {
      changes.push_back(EntityChange(EntityOf("entities/" + std::to_string(entity), "Son")));
    }
    Apply(changes);
  }
  const Term son_ = {TermField::kEntityWord, "son"};
};

TEST_F(TermPostingsTest, RunFromTheNewestToTheOldest) {
  AddSons(2);
  EXPECT_THAT(PostedUnder(son_), ElementsAre(2, 1));
}

TEST_F(TermPostingsTest, OfAnUnknownTermAreEmpty) {
  AddSons(1);
  EXPECT_THAT(PostedUnder({TermField::kEntityWord, "nobody"}), IsEmpty());
}

// A short way is stepped, a long one sought: both must arrive at the same.
TEST_F(TermPostingsTest, FindTheSameFromNearAndFar) {
  AddSons(100);
  Snapshot snapshot = TakeSnapshot();
  const auto postings = *snapshot.OpenPostings(son_);
  EXPECT_THAT(*postings->SeekAtMost(1000), Optional(100));
  EXPECT_THAT(*postings->SeekAtMost(97), Optional(97));
  EXPECT_THAT(*postings->SeekAtMost(97), Optional(97));
  EXPECT_THAT(*postings->SeekAtMost(20), Optional(20));
  EXPECT_THAT(*postings->SeekAtMost(0), ::testing::Eq(std::nullopt));
}

}  // namespace
}  // namespace dateline::index
