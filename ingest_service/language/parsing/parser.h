// Vectors of words -> dependency trees.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_PARSER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_PARSER_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/encoding/encoder.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/parsing/scorer.h"
#include "ingest_service/language/parsing/spanning_tree.h"

namespace dateline::language {

// Memory of one Parse call, kept for the next. Not shared between threads.
struct ParserWorkspace {
  ScorerWorkspace scorer;
  SpanningTreeFinder tree;
  std::vector<int> heads;
};

// Sections: `parsing/relations` (their names, in the order of the enum), `parsing/weights` (ScorerWeights).
// Thread safety: const.
class Parser {
 public:
  // The model must outlive the parser. FAILED_PRECONDITION or DATA_LOSS: the sections are missing or do not fit.
  static absl::StatusOr<std::unique_ptr<const Parser>> Load(const ModelFile& model, int encoded_width);

  // Fills head, relation and margin of `tokens`, the words of consecutive sentences of `lengths` words, whose vectors
  // `encoded` holds. Heads count from the first of `tokens` plus `first_index`.
  void Parse(const EncodedWords& encoded, absl::Span<const int> lengths, int first_index, ParserWorkspace& workspace,
             absl::Span<Token> tokens) const;

 private:
  explicit Parser(const ScorerWeights& weights) : weights_(weights) {}

  ScorerWeights weights_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_PARSER_H_
