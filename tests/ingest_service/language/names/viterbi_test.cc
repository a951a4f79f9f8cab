#include "ingest_service/language/names/viterbi.h"

#include "gtest/gtest.h"

namespace dateline::language {
namespace {

constexpr NameLabel kBeginPerson = MakeNameLabel(LabelType::kPerson, LabelPart::kBegin);
constexpr NameLabel kEndPerson = MakeNameLabel(LabelType::kPerson, LabelPart::kEnd);
constexpr NameLabel kSinglePerson = MakeNameLabel(LabelType::kPerson, LabelPart::kSingle);

std::vector<NameLabel> Decode(const std::vector<LabelScores>& scores, const TransitionScores& transitions = {}) {
  ViterbiWorkspace workspace;
  std::vector<NameLabel> labels;
  DecodeLabels(scores, transitions, workspace, labels);
  return labels;
}

// The same by trying every sequence.
float BestSumSlowly(const std::vector<LabelScores>& scores, const TransitionScores& transitions, size_t at,
                    NameLabel before) {
  if (at == scores.size()) return MayEnd(before) ? 0 : -1e9f;
  float best = -1e9f;
  for (NameLabel label = 0; label < kNameLabels; ++label) {
    if (at == 0 ? !MayBegin(label) : !MayFollow(before, label)) continue;
    const float step = scores[at][label] + (at == 0 ? 0 : transitions[before][label]);
    best = std::max(best, step + BestSumSlowly(scores, transitions, at + 1, label));
  }
  return best;
}

float SumOf(const std::vector<NameLabel>& labels, const std::vector<LabelScores>& scores,
            const TransitionScores& transitions) {
  float sum = 0;
  for (size_t i = 0; i < labels.size(); ++i)
    sum += scores[i][labels[i]] + (i == 0 ? 0 : transitions[labels[i - 1]][labels[i]]);
  return sum;
}

TEST(DecodeLabels, TakesNothingForNames) { EXPECT_TRUE(Decode({}).empty()); }

TEST(DecodeLabels, FollowsTokenScores) {
  LabelScores name = {};
  name[kSinglePerson] = 1;
  EXPECT_EQ(Decode({LabelScores{}, name}), (std::vector<NameLabel>{kOutside, kSinglePerson}));
}

TEST(DecodeLabels, NeverLeavesANameOpen) {
  LabelScores open = {};
  open[kBeginPerson] = 5;
  EXPECT_EQ(Decode({open}), std::vector<NameLabel>{kOutside});
  EXPECT_EQ(Decode({open, LabelScores{}}), (std::vector<NameLabel>{kBeginPerson, kEndPerson}));
}

TEST(DecodeLabels, IsAsGoodAsTryingEverySequence) {
  uint32_t state = 7;
  auto next = [&state] { return static_cast<float>((state = state * 1664525 + 1013904223) >> 16) / 65536 - 0.5f; };
  for (int round = 0; round < 20; ++round) {
    std::vector<LabelScores> scores(4);
    TransitionScores transitions = {};
    for (auto& row : scores)
      for (float& score : row) score = next();
    for (auto& row : transitions)
      for (float& score : row) score = next();
    const std::vector<NameLabel> labels = Decode(scores, transitions);
    EXPECT_NEAR(SumOf(labels, scores, transitions), BestSumSlowly(scores, transitions, 0, kOutside), 1e-4);
  }
}

}  // namespace
}  // namespace dateline::language
