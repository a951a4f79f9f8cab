#include "ingest_service/language/encoding/kernels.h"

#include <cmath>
#include <random>
#include <vector>

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

using ::testing::Each;
using ::testing::Eq;

std::vector<float> RandomValues(size_t count) {
  std::mt19937 random(7);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(static_cast<int>(random() % 2001) - 1000) / 250.0f;
  return values;
}

class EveryKernelSet : public ::testing::TestWithParam<size_t> {
 protected:
  void SetUp() override {
    KernelSet sets[3];
    if (GetParam() >= RunnableKernelSets(sets)) GTEST_SKIP() << "this machine cannot run them";
    kernels_ = sets[GetParam()].kernels;
    plain_ = sets[0].kernels;
  }
  const Kernels* kernels_ = nullptr;
  const Kernels* plain_ = nullptr;
};

INSTANTIATE_TEST_SUITE_P(Machine, EveryKernelSet, ::testing::Values(0, 1, 2));

// Every count of rows from 1 to 19 reaches each tile's remainder; the sums must be the obvious loop's, bit for bit.
TEST_P(EveryKernelSet, MultipliesLikeTheObviousLoop) {
  constexpr int kDepth = 37;
  for (int columns : {16, 32, 48, 80}) {
    for (int rows = 1; rows < 20; ++rows) {
      const std::vector<float> left = RandomValues(rows * kDepth);
      const std::vector<float> right = RandomValues(kDepth * columns);
      std::vector<float> sums(rows * columns, 0.5f);
      std::vector<float> expected = sums;
      for (int m = 0; m < rows; ++m) {
        for (int n = 0; n < columns; ++n) {
          for (int k = 0; k < kDepth; ++k) {
            float& sum = expected[m * columns + n];
            sum = std::fma(left[m * kDepth + k], right[k * columns + n], sum);
          }
        }
      }
      kernels_->multiply_add({left.data(), kDepth, 1}, right.data(), columns, sums.data(), columns, rows, columns,
                             kDepth);
      ASSERT_EQ(sums, expected) << rows << "x" << columns;
    }
  }
}

TEST_P(EveryKernelSet, MultipliesATransposedMatrix) {
  const std::vector<float> left = {1, 2, 3, 4, 5, 6};  // 2x3, read as 3x2
  const std::vector<float> right(2 * kLaneCount, 1.0f);
  std::vector<float> sums(3 * kLaneCount, 0.0f);
  kernels_->multiply_add({left.data(), 1, 3}, right.data(), kLaneCount, sums.data(), kLaneCount, 3, kLaneCount, 2);
  EXPECT_EQ(sums[0], 5);
  EXPECT_EQ(sums[kLaneCount], 7);
  EXPECT_EQ(sums[2 * kLaneCount], 9);
}

struct LstmResult {
  std::vector<float> gates, cells, activations, outputs;
};

LstmResult Step(const Kernels& kernels) {
  constexpr int kRows = 3, kHidden = 32;
  LstmResult result{RandomValues(kRows * 3 * kHidden), std::vector<float>(kRows * kHidden),
                    std::vector<float>(kRows * kHidden), std::vector<float>(kRows * kHidden)};
  const std::vector<float> previous = RandomValues(kRows * kHidden);
  kernels.lstm_step(result.gates.data(), previous.data(), result.cells.data(), result.activations.data(),
                    result.outputs.data(), kRows, kHidden);
  return result;
}

TEST_P(EveryKernelSet, StepsLikeThePlainSetBitForBit) {
  const LstmResult expected = Step(*plain_);
  const LstmResult result = Step(*kernels_);
  EXPECT_EQ(result.gates, expected.gates);
  EXPECT_EQ(result.cells, expected.cells);
  EXPECT_EQ(result.activations, expected.activations);
  EXPECT_EQ(result.outputs, expected.outputs);
}

TEST_P(EveryKernelSet, StepsByTheDefinitionOfTheCell) {
  const std::vector<float> summed = RandomValues(3 * 3 * 32);
  const std::vector<float> previous = RandomValues(3 * 32);
  const LstmResult result = Step(*kernels_);
  for (int row = 0; row < 3; ++row) {
    for (int i = 0; i < 32; ++i) {
      const double input = 1 / (1 + std::exp(-summed[row * 96 + i]));
      const double output_gate = 1 / (1 + std::exp(-summed[row * 96 + 32 + i]));
      const double cell = (1 - input) * previous[row * 32 + i] + input * std::tanh(summed[row * 96 + 64 + i]);
      EXPECT_NEAR(result.cells[row * 32 + i], cell, 1e-3);
      EXPECT_NEAR(result.outputs[row * 32 + i], output_gate * std::tanh(cell), 1e-3);
    }
  }
}

TEST_P(EveryKernelSet, LeaksBelowZero) {
  std::vector<float> values(2 * kLaneCount, -2.0f);
  values[3] = 5;
  kernels_->leaky_rectify(values.data(), values.size());
  EXPECT_EQ(values[3], 5);
  EXPECT_EQ(values[4], -2.0f * kLeak);
}

TEST_P(EveryKernelSet, AddsScaledBytes) {
  const std::vector<signed char> bytes(2 * kLaneCount, -100);
  std::vector<float> sums(2 * kLaneCount, 1.0f);
  kernels_->add_scaled_bytes(bytes.data(), 0.5f, sums.data(), 2 * kLaneCount);
  EXPECT_THAT(sums, Each(Eq(-49.0f)));
}

TEST(Logistic, RisesFromAHalfToOne) {
  EXPECT_EQ(Logistic(0), 0.5f);
  EXPECT_NEAR(Logistic(2), 1 / (1 + std::exp(-2.0)), 1e-3);
  EXPECT_NEAR(Logistic(1e30f), 1, 1e-3);
  EXPECT_NEAR(Logistic(-1e30f), 0, 1e-3);
}

}  // namespace
}  // namespace dateline::language
