#include "ingest_service/training/optimizer.h"

#include "gmock/gmock.h"
#include "tests/ingest_service/training/small_network.h"

namespace dateline::training {
namespace {

TEST(AdamOptimizer, MovesAgainstTheGradientByTheLearningRateAtFirst) {
  const NetworkShape shape = SmallNetwork();
  NetworkWeights weights = InitialWeights(shape, 1);
  const NetworkWeights before = weights;
  AdamOptimizer optimizer(weights);
  NetworkGradient gradient(shape);
  gradient.dense[0] = 3;
  gradient.dense[1] = -0.5f;
  optimizer.Step(shape, gradient, 1, 0.01f, weights);
  EXPECT_NEAR(weights.dense[0], before.dense[0] - 0.01f, 1e-5);
  EXPECT_NEAR(weights.dense[1], before.dense[1] + 0.01f, 1e-5);
  EXPECT_EQ(weights.dense[2], before.dense[2]);
}

TEST(AdamOptimizer, LeavesRowsAloneThatNoWordTouched) {
  const NetworkShape shape = SmallNetwork();
  NetworkWeights weights = InitialWeights(shape, 1);
  const NetworkWeights before = weights;
  AdamOptimizer optimizer(weights);
  NetworkGradient gradient(shape);
  gradient.touched_rows = {1};
  for (int i = 0; i < shape.embedding_width; ++i) gradient.table[shape.embedding_width + i] = 1;
  optimizer.Step(shape, gradient, 1, 0.01f, weights);
  EXPECT_EQ(weights.table[0], before.table[0]);
  EXPECT_LT(weights.table[shape.embedding_width], before.table[shape.embedding_width]);
}

}  // namespace
}  // namespace dateline::training
