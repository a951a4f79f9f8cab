#include "ingest_service/language/names/viterbi.h"

#include <limits>

namespace dateline::language {
namespace {

constexpr float kImpossible = -std::numeric_limits<float>::infinity();

// The labels that may stand before each label.
struct Predecessors {
  std::array<std::array<NameLabel, kNameLabels>, kNameLabels> labels{};
  std::array<int, kNameLabels> counts{};

  constexpr Predecessors() {
    for (NameLabel label = 0; label < kNameLabels; ++label) {
      for (NameLabel before = 0; before < kNameLabels; ++before) {
        if (MayFollow(before, label)) labels[label][counts[label]++] = before;
      }
    }
  }
};
constexpr Predecessors kPredecessors;

void Advance(const LabelScores& before, const LabelScores& scores, const TransitionScores& transitions,
             LabelScores& best, std::array<NameLabel, kNameLabels>& from) {
  for (NameLabel label = 0; label < kNameLabels; ++label) {
    best[label] = kImpossible;
    from[label] = 0;
    for (int i = 0; i < kPredecessors.counts[label]; ++i) {
      const NameLabel candidate = kPredecessors.labels[label][i];
      const float score = before[candidate] + transitions[candidate][label];
      if (score > best[label]) {
        best[label] = score;
        from[label] = candidate;
      }
    }
    best[label] += scores[label];
  }
}

}  // namespace

void DecodeLabels(absl::Span<const LabelScores> scores, const TransitionScores& transitions,
                  ViterbiWorkspace& workspace, std::vector<NameLabel>& labels) {
  const size_t length = scores.size();
  labels.assign(length, kOutside);
  if (length == 0) return;
  workspace.best.resize(length);
  workspace.from.resize(length);
  for (NameLabel label = 0; label < kNameLabels; ++label) {
    workspace.best[0][label] = MayBegin(label) ? scores[0][label] : kImpossible;
  }
  for (size_t i = 1; i < length; ++i) {
    Advance(workspace.best[i - 1], scores[i], transitions, workspace.best[i], workspace.from[i]);
  }
  NameLabel last = kOutside;
  for (NameLabel label = 1; label < kNameLabels; ++label) {
    if (MayEnd(label) && workspace.best[length - 1][label] > workspace.best[length - 1][last]) last = label;
  }
  for (size_t i = length; i-- > 0;) {
    labels[i] = last;
    last = workspace.from[i][last];
  }
}

}  // namespace dateline::language
