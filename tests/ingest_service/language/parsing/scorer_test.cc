#include "ingest_service/language/parsing/scorer.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "tests/ingest_service/language/small_model.h"

namespace dateline::language {
namespace {

constexpr int kWidth = 32, kWords = 5;

class ScorerTest : public ::testing::Test {
 protected:
  ScorerTest()
      : floats_(SmallRandomValues(ScorerFloatCount(kWidth, kSmallArc, kSmallLabel), 1)),
        rows_(SmallRandomValues(kWords * kWidth, 2)),
        weights_(ViewScorer(floats_.data(), kWidth, kSmallArc, kSmallLabel)) {
    Project(MachineKernels(), weights_, rows_.data(), kWords, workspace_);
  }

  // Element `i` of the projection of `word`, by the definition.
  float Projection(int word, int i, bool leaks) const {
    double sum = weights_.projection_bias[i];
    for (int k = 0; k < kWidth; ++k)
      sum += rows_[word * kWidth + k] * weights_.projection[k * weights_.projection_width() + i];
    return static_cast<float>(leaks && sum < 0 ? sum * kLeak : sum);
  }

  std::vector<float> floats_, rows_;
  ScorerWeights weights_;
  ScorerWorkspace workspace_;
};

TEST_F(ScorerTest, ScoresArcsByTheirDefinition) {
  ScoreArcs(MachineKernels(), weights_, 1, 3, workspace_);  // the sentence of words 1 to 3
  for (int word = 0; word < 3; ++word) {
    for (int head = 0; head <= 3; ++head) {
      double score = 0;
      for (int j = 0; j < kSmallArc; ++j) {
        double query = weights_.head_bias[j];
        for (int i = 0; i < kSmallArc; ++i) query += Projection(1 + word, i, true) * weights_.arcs[i * kSmallArc + j];
        score += query * (head == 0 ? weights_.root_as_head[j] : Projection(head, kSmallArc + j, true));
      }
      EXPECT_NEAR(workspace_.arc_scores[word * workspace_.arc_columns + head], score, 1e-3);
    }
  }
}

TEST_F(ScorerTest, ScoresRelationsByTheirDefinition) {
  ScoreRelations(MachineKernels(), weights_, 2, {0, 1}, workspace_);  // words 2 and 3; 3 under 2
  for (int relation = 0; relation < kRelationCount; ++relation) {
    double score = weights_.relation_bias[relation];
    for (int i = 0; i < kSmallLabel; ++i) {
      const double sum =
          Projection(3, 2 * kSmallArc + i, false) + Projection(2, 2 * kSmallArc + kSmallLabel + i, false);
      score += std::max(sum, sum * kLeak) * weights_.relations[i * kRelationColumns + relation];
    }
    EXPECT_NEAR(workspace_.label_scores[kRelationColumns + relation], score, 1e-3);
  }
}

}  // namespace
}  // namespace dateline::language
