#include "ingest_service/language/parsing/parser.h"

#include <algorithm>
#include <limits>

#include "ingest_service/language/model/section.h"

namespace dateline::language {
namespace {

constexpr int kRoot = static_cast<int>(Relation::kRoot);

// How far `chosen` lies above the best other choice.
float Gap(absl::Span<const float> scores, int chosen, int excluded) {
  float rival = -std::numeric_limits<float>::infinity();
  for (int i = 0; i < static_cast<int>(scores.size()); ++i) {
    if (i != chosen && i != excluded) rival = std::max(rival, scores[i]);
  }
  return scores[chosen] - rival;
}

// Only the word under the root is the root.
int BestRelation(const float* scores, int head) {
  if (head == 0) return kRoot;
  return static_cast<int>(std::max_element(scores + kRoot + 1, scores + kRelationCount) - scores);
}

}  // namespace

absl::StatusOr<std::unique_ptr<const Parser>> Parser::Load(const ModelFile& model, int encoded_width) {
  const absl::StatusOr<absl::string_view> relations = model.Section("parsing/relations");
  if (!relations.ok()) return relations.status();
  const absl::StatusOr<absl::string_view> weights = model.Section("parsing/weights");
  if (!weights.ok()) return weights.status();
  SectionReader relation_reader(*relations);
  const std::vector<std::string> names = relation_reader.ReadStrings();
  bool fits = relation_reader.status().ok() && names.size() == kRelationCount;
  for (size_t i = 0; fits && i < names.size(); ++i) fits = names[i] == RelationName(static_cast<Relation>(i));
  if (!fits) return absl::FailedPreconditionError("the model was trained for other dependency relations");

  SectionReader reader(*weights);
  const uint32_t arc_width = reader.ReadNumber();
  const uint32_t label_width = reader.ReadNumber();
  const absl::Span<const float> floats = reader.ReadWeights();
  if (!reader.status().ok() || arc_width > 4096 || label_width > 4096 || arc_width % kLaneCount != 0 ||
      label_width % kLaneCount != 0 ||
      floats.size() != ScorerFloatCount(encoded_width, static_cast<int>(arc_width), static_cast<int>(label_width))) {
    return absl::DataLossError("the model's parsing sections do not fit together");
  }
  return std::unique_ptr<const Parser>(
      new Parser(ViewScorer(floats.data(), encoded_width, static_cast<int>(arc_width), static_cast<int>(label_width))));
}

void Parser::Parse(const EncodedWords& encoded, absl::Span<const int> lengths, int first_index,
                   ParserWorkspace& workspace, absl::Span<Token> tokens) const {
  const Kernels& kernels = MachineKernels();
  ScorerWorkspace& scorer = workspace.scorer;
  Project(kernels, weights_, encoded.rows, static_cast<int>(tokens.size()), scorer);
  int begin = 0;
  for (const int length : lengths) {
    ScoreArcs(kernels, weights_, begin, length, scorer);
    workspace.heads.resize(length);
    workspace.tree.Find(scorer.arc_scores.data(), scorer.arc_columns, absl::MakeSpan(workspace.heads));
    ScoreRelations(kernels, weights_, begin, workspace.heads, scorer);
    for (int word = 0; word < length; ++word) {
      const int head = workspace.heads[word];
      const float* arc_scores = scorer.arc_scores.data() + static_cast<size_t>(word) * scorer.arc_columns;
      const float* relation_scores = scorer.label_scores.data() + static_cast<size_t>(word) * kRelationColumns;
      const int relation = BestRelation(relation_scores, head);
      Token& token = tokens[begin + word];
      token.head = head == 0 ? kNoHead : first_index + begin + head - 1;
      token.relation = static_cast<Relation>(relation);
      token.margin = Logistic(Gap(absl::MakeConstSpan(arc_scores, length + 1), head, word + 1));
      if (head != 0)
        token.margin *= Logistic(Gap(absl::MakeConstSpan(relation_scores, kRelationCount), relation, kRoot));
    }
    begin += length;
  }
}

}  // namespace dateline::language
