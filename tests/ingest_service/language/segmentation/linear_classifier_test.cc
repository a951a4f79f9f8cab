#include "ingest_service/language/segmentation/linear_classifier.h"

#include <vector>

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

TEST(LinearClassifier, SumsTheWeightsOfTheFeatures) {
  FeatureList features;
  features.Add(1, "a");
  features.Add(2, "a");
  std::vector<int16_t> weights(8);
  weights[features.hashes()[0] & 7] += 5;
  weights[features.hashes()[1] & 7] += -2;
  const LinearClassifier classifier(weights);
  const int expected = weights[features.hashes()[0] & 7] + weights[features.hashes()[1] & 7];
  EXPECT_EQ(classifier.Score(features), expected);
  EXPECT_EQ(classifier.Decide(features), expected > 0);
}

TEST(FeatureList, TellsKindsApartAndForgets) {
  FeatureList features;
  features.Add(1, "a");
  features.Add(2, "a");
  EXPECT_NE(features.hashes()[0], features.hashes()[1]);
  features.Clear();
  EXPECT_TRUE(features.hashes().empty());
}

}  // namespace
}  // namespace dateline::language
