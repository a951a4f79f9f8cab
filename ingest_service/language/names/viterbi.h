// The best sequence of labels under scores of tokens and of neighbouring labels.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_VITERBI_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_VITERBI_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "ingest_service/language/names/name_label.h"

namespace dateline::language {

// One score a label, padded so that a row is added with whole vector instructions.
inline constexpr int kScoreRow = 16;
using LabelScores = std::array<float, kScoreRow>;
using TransitionScores = std::array<LabelScores, kNameLabels>;  // [before][label]

// Memory of one call, kept for the next.
struct ViterbiWorkspace {
  std::vector<LabelScores> best;
  std::vector<std::array<NameLabel, kNameLabels>> from;
};

// The labels of the highest sum that obey MayBegin, MayFollow and MayEnd. Ties go to the lower label.
void DecodeLabels(absl::Span<const LabelScores> scores, const TransitionScores& transitions,
                  ViterbiWorkspace& workspace, std::vector<NameLabel>& labels);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_VITERBI_H_
