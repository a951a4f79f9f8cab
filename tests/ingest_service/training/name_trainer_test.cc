#include "ingest_service/training/name_trainer.h"

#include "gtest/gtest.h"

namespace dateline::training {
namespace {

using language::kOutside;
using language::LabelPart;
using language::LabelType;
using language::MakeNameLabel;
using language::NameLabel;

constexpr NameLabel kSinglePerson = MakeNameLabel(LabelType::kPerson, LabelPart::kSingle);
constexpr NameLabel kSinglePlace = MakeNameLabel(LabelType::kLocation, LabelPart::kSingle);

// A sentence of one feature a token: feature 1 is a person, 2 a place, else nothing.
NameExample Example(const std::vector<uint64_t>& features) {
  NameExample example;
  for (uint64_t feature : features) {
    example.features.values.push_back(feature);
    example.features.ends.push_back(static_cast<int>(example.features.values.size()));
    example.labels.push_back(feature == 1 ? kSinglePerson : feature == 2 ? kSinglePlace : kOutside);
  }
  return example;
}

std::vector<NameLabel> Read(const NameWeights& weights, const NameExample& example) {
  std::vector<language::LabelScores> scores;
  weights.Score(example.features, scores);
  language::ViterbiWorkspace workspace;
  std::vector<NameLabel> labels;
  language::DecodeLabels(scores, weights.transitions, workspace, labels);
  return labels;
}

NameWeights TrainOn(const std::vector<NameExample>& examples, std::vector<double>* losses = nullptr) {
  NameTrainingOptions options;
  options.epochs = 20;
  options.runs = 1;
  options.least_count = 1;
  return TrainNames(examples, options, [&](int, double loss, const NameWeights&) {
    if (losses != nullptr) losses->push_back(loss);
  });
}

TEST(TrainNames, LearnsWhatFeaturesTell) {
  std::vector<NameExample> examples;
  for (int i = 0; i < 10; ++i) {
    for (const auto& features : {std::vector<uint64_t>{3, 1, 4, 2}, {2, 3, 1}, {1, 2}, {4, 2, 1}})
      examples.push_back(Example(features));
  }
  const NameWeights weights = TrainOn(examples);
  const NameExample other = Example({2, 4, 1});
  EXPECT_EQ(Read(weights, other), other.labels);
}

TEST(TrainNames, LosesLessWithEveryReading) {
  std::vector<double> losses;
  TrainOn(std::vector<NameExample>(20, Example({3, 1, 4, 2})), &losses);
  ASSERT_EQ(losses.size(), 20u);
  EXPECT_LT(losses.back(), losses.front() / 4);
}

TEST(TrainNames, GivesEqualWeightsForEqualData) {
  const std::vector<NameExample> examples = {Example({3, 1}), Example({2, 4}), Example({1})};
  const NameWeights once = TrainOn(examples), again = TrainOn(examples);
  EXPECT_EQ(once.scores, again.scores);
  EXPECT_EQ(once.transitions, again.transitions);
}

TEST(TrainNames, AveragesRuns) {
  NameTrainingOptions options;
  options.least_count = 1;
  options.runs = 2;
  std::vector<NameExample> examples;
  for (int i = 0; i < 10; ++i) {
    for (const auto& features : {std::vector<uint64_t>{3, 1, 4, 2}, {2, 3, 1}, {1, 2}})
      examples.push_back(Example(features));
  }
  int epochs = 0;
  const NameWeights weights = TrainNames(examples, options, [&](int, double, const NameWeights&) { ++epochs; });
  EXPECT_EQ(epochs, 2 * options.epochs);
  EXPECT_EQ(weights.scores.size(), weights.rows.size());
  EXPECT_EQ(Read(weights, examples[0]), examples[0].labels);
}

TEST(TrainNames, LeavesOutRareFeatures) {
  NameTrainingOptions options;
  options.least_count = 2;
  const std::vector<NameExample> examples = {Example({3, 1}), Example({3, 2})};
  const NameWeights weights = TrainNames(examples, options, [](int, double, const NameWeights&) {});
  EXPECT_TRUE(weights.rows.contains(3));
  EXPECT_FALSE(weights.rows.contains(1));
}

}  // namespace
}  // namespace dateline::training
