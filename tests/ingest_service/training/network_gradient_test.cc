#include "ingest_service/training/network_gradient.h"

#include <cmath>

#include "gmock/gmock.h"

namespace dateline::training {
namespace {

NetworkShape SmallShape() {
  NetworkShape shape;
  shape.embedding_width = 16;
  shape.hidden = 16;
  shape.arc_width = 16;
  shape.label_width = 16;
  shape.table_rows = 20;
  shape.tag_counts = {3, 4, 5};
  return shape;
}

// A sentence of `length` words over the rows of SmallShape, every word under the one before it.
Example Sentence(int length, uint64_t seed) {
  Random random(seed);
  Example example;
  for (int i = 0; i < length; ++i) {
    ExampleWord word;
    word.features.begin = static_cast<uint32_t>(example.feature_rows.size());
    for (int row = 0; row < 5; ++row) example.feature_rows.push_back(static_cast<uint32_t>(random.Below(20)));
    word.features.ngrams_begin = word.features.begin + 3;
    word.features.end = word.features.begin + 5;
    word.tags = {static_cast<int>(random.Below(3)), static_cast<int>(random.Below(4)), static_cast<int>(random.Below(5))};
    word.head = i;
    word.relation = static_cast<int>(random.Below(language::kRelationCount));
    example.words.push_back(word);
  }
  return example;
}

class NetworkGradientTest : public ::testing::Test {
 protected:
  NetworkGradientTest() : shape_(SmallShape()), weights_(InitialWeights(shape_, 3)), workspace_(shape_) {
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
  Example first_ = Sentence(4, 1), second_ = Sentence(6, 2), third_ = Sentence(1, 3);
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
