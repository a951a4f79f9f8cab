// The labels of a sequence model over names: which part of a name of which type a token is (the scheme BIOES).
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_LABEL_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_LABEL_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace dateline::language {

// What annotators tell apart; countries and places are told apart afterwards.
enum class LabelType : uint8_t { kPerson, kOrganization, kLocation };

enum class LabelPart : uint8_t { kBegin, kInside, kEnd, kSingle };

using NameLabel = uint8_t;
inline constexpr NameLabel kOutside = 0;
inline constexpr int kNameLabels = 13;  // outside, and four parts of three types

constexpr NameLabel MakeNameLabel(LabelType type, LabelPart part) {
  return static_cast<NameLabel>(1 + 4 * static_cast<int>(type) + static_cast<int>(part));
}
constexpr LabelType TypeOfLabel(NameLabel label) { return static_cast<LabelType>((label - 1) / 4); }
constexpr LabelPart PartOfLabel(NameLabel label) { return static_cast<LabelPart>((label - 1) % 4); }

// Whether `label` begins a name (or is none), as after the start of a sentence.
constexpr bool MayBegin(NameLabel label) {
  return label == kOutside || PartOfLabel(label) == LabelPart::kBegin || PartOfLabel(label) == LabelPart::kSingle;
}
// Whether a sentence may end after `label`.
constexpr bool MayEnd(NameLabel label) {
  return label == kOutside || PartOfLabel(label) == LabelPart::kEnd || PartOfLabel(label) == LabelPart::kSingle;
}
constexpr bool MayFollow(NameLabel before, NameLabel label) {
  if (MayEnd(before)) return MayBegin(label);
  return !MayBegin(label) && TypeOfLabel(before) == TypeOfLabel(label);
}

// Positions [begin, end) of a sentence.
struct LabeledSpan {
  int begin = 0;
  int end = 0;
  LabelType type = LabelType::kPerson;
  friend bool operator==(const LabeledSpan&, const LabeledSpan&) = default;
};

// REQUIRES: every two neighbours follow each other by MayFollow, the first MayBegin, the last MayEnd.
std::vector<LabeledSpan> SpansOfLabels(absl::Span<const NameLabel> labels);

// REQUIRES: spans are disjoint and lie in [0, length).
std::vector<NameLabel> LabelsOfSpans(absl::Span<const LabeledSpan> spans, int length);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_LABEL_H_
