#include "ingest_service/training/lstm_gradient.h"

#include <cmath>

#include "gmock/gmock.h"
#include "ingest_service/training/random.h"

namespace dateline::training {
namespace {

using language::BidirectionalWeights;

constexpr int kInput = 16, kHidden = 16;
constexpr int kDirectionFloats = (kInput + kHidden + 1) * 3 * kHidden;

std::vector<float> RandomValues(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = random.Uniform() - 0.5f;
  return values;
}

BidirectionalWeights View(const std::vector<float>& floats) {
  const auto direction = [&](int begin) {
    const float* input = floats.data() + begin;
    return language::LstmWeights{input, input + kInput * 3 * kHidden, input + (kInput + kHidden) * 3 * kHidden, kInput,
                                 kHidden};
  };
  return {direction(0), direction(kDirectionFloats)};
}

std::vector<float> Transposed(const std::vector<float>& floats) {
  std::vector<float> transposed = floats;
  for (int matrix = 0; matrix < 4; ++matrix) {
    const int begin = matrix / 2 * kDirectionFloats + matrix % 2 * kInput * 3 * kHidden;
    for (int row = 0; row < kInput; ++row) {
      for (int column = 0; column < 3 * kHidden; ++column) {
        transposed[begin + column * kInput + row] = floats[begin + row * 3 * kHidden + column];
      }
    }
  }
  return transposed;
}

// The loss is the sum of the outputs, each times its own factor.
class LstmGradientTest : public ::testing::Test {
 protected:
  LstmGradientTest() { batch_.Assign({2, 3}); }

  double Loss() {
    std::vector<float> outputs(5 * 2 * kHidden);
    language::RunBidirectional(language::MachineKernels(), View(weights_), batch_, inputs_.data(), trace_,
                               outputs.data());
    double loss = 0;
    for (size_t i = 0; i < outputs.size(); ++i) loss += outputs[i] * factors_[i];
    return loss;
  }

  double Slope(float& value) {
    const float before = value;
    value = before + 4e-3f;
    const double above = Loss();
    value = before - 4e-3f;
    const double below = Loss();
    value = before;
    return (above - below) / 8e-3;
  }

  language::SequenceBatch batch_;
  language::BidirectionalTrace trace_;
  std::vector<float> weights_ = RandomValues(2 * kDirectionFloats, 1), inputs_ = RandomValues(5 * kInput, 2),
                     factors_ = RandomValues(5 * 2 * kHidden, 3);
};

TEST_F(LstmGradientTest, IsTheSlopeInWeightsAndInputs) {
  Loss();
  std::vector<float> gradient(weights_.size(), 0.0f), input_gradients(inputs_.size());
  const std::vector<float> transposed = Transposed(weights_);
  LstmGradientWorkspace workspace;
  BackpropagateBidirectional(language::MachineKernels(), View(transposed), batch_, trace_, factors_.data(),
                             View(gradient), workspace, input_gradients.data());
  for (size_t i = 0; i < weights_.size(); i += 7)
    EXPECT_NEAR(gradient[i], Slope(weights_[i]), 2e-3 + 0.02 * std::abs(gradient[i])) << i;
  for (size_t i = 0; i < inputs_.size(); ++i) {
    EXPECT_NEAR(input_gradients[i], Slope(inputs_[i]), 2e-3 + 0.02 * std::abs(input_gradients[i])) << i;
  }
}

}  // namespace
}  // namespace dateline::training
