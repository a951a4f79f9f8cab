#include "ingest_service/training/random.h"

#include "gmock/gmock.h"

namespace dateline::training {
namespace {

TEST(Random, GivesThePublishedSequence) {
  Random random(1234567);  // Vigna's reference values of SplitMix64
  EXPECT_EQ(random.Next(), 6457827717110365317u);
  EXPECT_EQ(random.Next(), 3203168211198807973u);
}

TEST(Random, StaysInItsRanges) {
  Random random(1);
  for (int i = 0; i < 1000; ++i) {
    const float uniform = random.Uniform();
    EXPECT_TRUE(0 <= uniform && uniform < 1);
    EXPECT_LT(random.Below(7), 7u);
  }
}

TEST(Random, ShufflesWithoutLoss) {
  std::vector<int> values = {1, 2, 3, 4, 5, 6, 7, 8};
  Random(5).Shuffle(values);
  EXPECT_THAT(values, ::testing::UnorderedElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
}

}  // namespace
}  // namespace dateline::training
