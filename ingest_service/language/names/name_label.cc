#include "ingest_service/language/names/name_label.h"

namespace dateline::language {

std::vector<LabeledSpan> SpansOfLabels(absl::Span<const NameLabel> labels) {
  std::vector<LabeledSpan> spans;
  int begin = 0;
  for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
    if (MayBegin(labels[i])) begin = i;
    if (labels[i] != kOutside && MayEnd(labels[i])) spans.push_back({begin, i + 1, TypeOfLabel(labels[i])});
  }
  return spans;
}

std::vector<NameLabel> LabelsOfSpans(absl::Span<const LabeledSpan> spans, int length) {
  std::vector<NameLabel> labels(length, kOutside);
  for (const LabeledSpan& span : spans) {
    if (span.end - span.begin == 1) {
      labels[span.begin] = MakeNameLabel(span.type, LabelPart::kSingle);
      continue;
    }
    for (int i = span.begin; i < span.end; ++i) {
      const LabelPart part = i == span.begin     ? LabelPart::kBegin
                             : i + 1 == span.end ? LabelPart::kEnd
                                                 : LabelPart::kInside;
      labels[i] = MakeNameLabel(span.type, part);
    }
  }
  return labels;
}

}  // namespace dateline::language
