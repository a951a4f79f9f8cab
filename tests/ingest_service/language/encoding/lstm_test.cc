#include "ingest_service/language/encoding/lstm.h"

#include <random>
#include <vector>

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

constexpr int kInput = 16, kHidden = 16;

std::vector<float> RandomValues(size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(static_cast<int>(random() % 2001) - 1000) / 3000.0f;
  return values;
}

struct Direction {
  explicit Direction(unsigned seed)
      : input(RandomValues(kInput * 3 * kHidden, seed)),
        recurrent(RandomValues(kHidden * 3 * kHidden, seed + 1)),
        bias(RandomValues(3 * kHidden, seed + 2)) {}
  LstmWeights View() const { return {input.data(), recurrent.data(), bias.data(), kInput, kHidden}; }
  std::vector<float> input, recurrent, bias;
};

class BidirectionalTest : public ::testing::Test {
 protected:
  std::vector<float> Run(const std::vector<float>& inputs, const std::vector<int>& lengths) {
    SequenceBatch batch;
    batch.Assign(lengths);
    BidirectionalTrace trace;
    std::vector<float> outputs(inputs.size() / kInput * 2 * kHidden);
    RunBidirectional(MachineKernels(), {forward_.View(), backward_.View()}, batch, inputs.data(), trace,
                     outputs.data());
    return outputs;
  }
  Direction forward_{1}, backward_{11};
};

TEST_F(BidirectionalTest, GivesASequenceTheSameOutputsBesideOthers) {
  const std::vector<float> first = RandomValues(3 * kInput, 5), second = RandomValues(5 * kInput, 6);
  std::vector<float> both = first;
  both.insert(both.end(), second.begin(), second.end());
  std::vector<float> expected = Run(first, {3});
  const std::vector<float> alone = Run(second, {5});
  expected.insert(expected.end(), alone.begin(), alone.end());
  EXPECT_EQ(Run(both, {3, 5}), expected);
}

TEST_F(BidirectionalTest, ReadsTheReversedSequenceWithDirectionsSwapped) {
  const std::vector<float> inputs = RandomValues(4 * kInput, 5);
  std::vector<float> reversed;
  for (int row = 3; row >= 0; --row)
    reversed.insert(reversed.end(), inputs.begin() + row * kInput, inputs.begin() + (row + 1) * kInput);
  const std::vector<float> outputs = Run(inputs, {4});
  std::swap(forward_, backward_);
  const std::vector<float> mirrored = Run(reversed, {4});
  for (int row = 0; row < 4; ++row) {
    for (int i = 0; i < kHidden; ++i) {
      EXPECT_EQ(outputs[row * 2 * kHidden + i], mirrored[(3 - row) * 2 * kHidden + kHidden + i]);
    }
  }
}

TEST_F(BidirectionalTest, LetsOnlyTheForwardHalfSeeWhatCameBefore) {
  std::vector<float> inputs = RandomValues(3 * kInput, 5);
  const std::vector<float> before = Run(inputs, {3});
  inputs[0] += 1;  // of the first element
  const std::vector<float> after = Run(inputs, {3});
  const auto half = [](const std::vector<float>& outputs, int row, int which) {
    const auto begin = outputs.begin() + row * 2 * kHidden + which * kHidden;
    return std::vector<float>(begin, begin + kHidden);
  };
  EXPECT_NE(half(before, 2, 0), half(after, 2, 0));
  EXPECT_EQ(half(before, 2, 1), half(after, 2, 1));
}

}  // namespace
}  // namespace dateline::language
