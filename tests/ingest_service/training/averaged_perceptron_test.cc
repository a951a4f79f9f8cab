#include "ingest_service/training/averaged_perceptron.h"

#include "gmock/gmock.h"

namespace dateline::training {
namespace {

using language::FeatureList;

std::vector<BinaryExample> VowelExamples() {
  std::vector<BinaryExample> examples;
  for (const char* letter : {"a", "b", "c", "e", "f", "i"}) {
    FeatureList features;
    features.Add(0, "");
    features.Add(1, letter);
    examples.push_back({features.hashes(), absl::string_view("aei").find(letter) != absl::string_view::npos});
  }
  return examples;
}

TEST(TrainPerceptron, LearnsWhatAWeightedSumCanSay) {
  const std::vector<int16_t> weights = TrainPerceptron(VowelExamples(), PerceptronOptions());
  const language::LinearClassifier classifier(weights);
  for (const char* letter : {"a", "b", "c", "e", "f", "i"}) {
    FeatureList features;
    features.Add(0, "");
    features.Add(1, letter);
    EXPECT_EQ(classifier.Decide(features), absl::string_view("aei").find(letter) != absl::string_view::npos) << letter;
  }
}

TEST(TrainPerceptron, GivesTheSameWeightsAgain) {
  EXPECT_EQ(TrainPerceptron(VowelExamples(), PerceptronOptions()),
            TrainPerceptron(VowelExamples(), PerceptronOptions()));
}

TEST(TrainPerceptron, GivesZerosWithoutExamples) {
  EXPECT_THAT(TrainPerceptron({}, {.weight_bits = 4}), ::testing::Each(0));
}

}  // namespace
}  // namespace dateline::training
