#include "ingest_service/training/output_gradient.h"

#include <cmath>

#include "gmock/gmock.h"

namespace dateline::training {
namespace {

TEST(CrossEntropy, GivesLossAndGradient) {
  float scores[] = {1, 2, 3};
  const float sum = std::exp(-2.0f) + std::exp(-1.0f) + 1;
  EXPECT_NEAR(CrossEntropy(scores, 3, 1), std::log(sum) + 1, 1e-5);
  EXPECT_NEAR(scores[0], std::exp(-2.0f) / sum, 1e-5);
  EXPECT_NEAR(scores[1], std::exp(-1.0f) / sum - 1, 1e-5);
  EXPECT_NEAR(scores[0] + scores[1] + scores[2], 0, 1e-5);
}

TEST(CrossEntropy, LearnsNothingWithoutTarget) {
  float scores[] = {1, 2, 3};
  EXPECT_EQ(CrossEntropy(scores, 3, -1), 0);
  EXPECT_THAT(scores, ::testing::Each(0));
}

TEST(CrossEntropy, StandsHugeScores) {
  float scores[] = {1e30f, -1e30f};
  EXPECT_EQ(CrossEntropy(scores, 2, 0), 0);
}

TEST(Losses, AddUp) {
  Losses losses{1, 2, 3, 4};
  losses += {1, 1, 1, 1};
  EXPECT_EQ(losses.tags, 2);
  EXPECT_EQ(losses.words, 5);
}

}  // namespace
}  // namespace dateline::training
