#include "ingest_service/training/name_evaluation.h"

#include <algorithm>
#include <vector>

namespace dateline::training {
namespace {

using language::LabeledSpan;
using language::LabelType;
using language::NameType;

LabelType LabelOf(NameType type) {
  switch (type) {
    case NameType::kPerson:
      return LabelType::kPerson;
    case NameType::kOrganization:
      return LabelType::kOrganization;
    default:
      return LabelType::kLocation;
  }
}

std::vector<LabeledSpan> SpansIn(const std::vector<language::Name>& names, const language::Sentence& sentence) {
  std::vector<LabeledSpan> spans;
  for (const language::Name& name : names) {
    if (name.begin_token < sentence.begin_token || name.begin_token >= sentence.end_token) continue;
    if (name.type == NameType::kNationality) continue;
    spans.push_back(
        {name.begin_token - sentence.begin_token, name.end_token - sentence.begin_token, LabelOf(name.type)});
  }
  return spans;
}

double Percent(int part, int whole) { return whole == 0 ? 0 : 100.0 * part / whole; }

}  // namespace

double NameCounts::Precision() const { return Percent(right, right + extra); }
double NameCounts::Recall() const { return Percent(right, right + missed); }
double NameCounts::F1() const { return Percent(2 * right, 2 * right + extra + missed); }

NameCounts CountNames(const language::NameFinder& finder, absl::Span<const NamedDocument> documents) {
  NameCounts counts;
  for (const NamedDocument& document : documents) {
    const std::vector<language::Name> names = finder.Find(document.document, document.tokens, document.sentences);
    for (size_t i = 0; i < document.sentences.size(); ++i) {
      const std::vector<LabeledSpan> found = SpansIn(names, document.sentences[i]);
      const std::vector<LabeledSpan>& annotated = document.names[i];
      const int right = static_cast<int>(std::count_if(found.begin(), found.end(), [&](const LabeledSpan& span) {
        return std::find(annotated.begin(), annotated.end(), span) != annotated.end();
      }));
      counts.right += right;
      counts.extra += static_cast<int>(found.size()) - right;
      counts.missed += static_cast<int>(annotated.size()) - right;
    }
  }
  return counts;
}

}  // namespace dateline::training
