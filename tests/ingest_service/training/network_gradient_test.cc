#include "ingest_service/training/network_gradient.h"

#include <cmath>

#include "gmock/gmock.h"
#include "tests/ingest_service/training/small_network.h"

namespace dateline::training {
namespace {

class NetworkGradientTest : public ::testing::Test {
 protected:
  NetworkGradientTest() : shape_(SmallNetwork()), weights_(InitialWeights(shape_, 3)), workspace_(shape_) {
    Random random(5);
    for (float& value : weights_.dense) value += (random.Uniform() - 0.5f) * 0.1f;  // biases too
    for (float& value : weights_.table) value *= 5;
  }

  double Loss() {
    std::vector<float> transposed;
    TransposeDense(shape_, weights_.dense, transposed);
    const Example* examples[] = {&first_, &second_, &third_};
    const Losses losses = ComputeGradient(shape_, weights_, transposed, examples, {0, 0, 0}, 1, workspace_);
    return losses.tags + losses.arcs + losses.relations;
  }

  // The slope of the loss in `value` by a central difference.
  double Slope(float& value) {
    const float before = value;
    constexpr float kStep = 4e-3f;
    value = before + kStep;
    const double above = Loss();
    value = before - kStep;
    const double below = Loss();
    value = before;
    return (above - below) / (2 * kStep);
  }

  NetworkShape shape_;
  NetworkWeights weights_;
  ShardWorkspace workspace_;
  Example first_ = SmallSentence(4, 1), second_ = SmallSentence(6, 2), third_ = SmallSentence(1, 3);
};

TEST_F(NetworkGradientTest, IsTheSlopeOfTheLossInDenseWeights) {
  Loss();
  const std::vector<float> gradient = workspace_.gradient.dense;
  for (size_t i = 0; i < weights_.dense.size(); i += 23) {
    EXPECT_NEAR(gradient[i], Slope(weights_.dense[i]), 0.02 + 0.03 * std::abs(gradient[i])) << i;
  }
}

TEST_F(NetworkGradientTest, IsTheSlopeOfTheLossInEmbeddings) {
  Loss();
  const std::vector<float> gradient = workspace_.gradient.table;
  for (size_t i = 0; i < weights_.table.size(); ++i) {
    EXPECT_NEAR(gradient[i], Slope(weights_.table[i]), 0.02 + 0.03 * std::abs(gradient[i])) << i;
  }
}

TEST_F(NetworkGradientTest, DependsOnNothingButSeedAndExamples) {
  std::vector<float> transposed;
  TransposeDense(shape_, weights_.dense, transposed);
  const Example* examples[] = {&first_, &second_};
  ComputeGradient(shape_, weights_, transposed, examples, DropoutRates(), 9, workspace_);
  ShardWorkspace fresh(shape_);
  ComputeGradient(shape_, weights_, transposed, examples, DropoutRates(), 9, fresh);
  EXPECT_EQ(workspace_.gradient.dense, fresh.gradient.dense);
  EXPECT_EQ(workspace_.gradient.table, fresh.gradient.table);
}

}  // namespace
}  // namespace dateline::training
