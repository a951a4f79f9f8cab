// How well each word fits each other word as its head, and which relation fits an arc (Dozat and Manning 2017's
// biaffine arcs; relations from the sum of both words' projections, as in Kiperwasser and Goldberg 2016).
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_SCORER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_SCORER_H_

#include <cstddef>
#include <vector>

#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/encoding/kernels.h"

namespace dateline::language {

inline constexpr int kRelationColumns = RoundUpToLanes(kRelationCount);

// A view of the weights; rows are contiguous. A projection holds a word as dependent (arc_width), as head (arc_width),
// and the same for labels (label_width each).
struct ScorerWeights {
  const float* projection;       // width rows of projection_width()
  const float* projection_bias;  // projection_width()
  const float* root_as_head;     // arc_width
  const float* root_label;       // label_width
  const float* arcs;             // arc_width rows of arc_width
  const float* head_bias;        // arc_width
  const float* relations;        // label_width rows of kRelationColumns
  const float* relation_bias;    // kRelationColumns
  int width;
  int arc_width;
  int label_width;

  int projection_width() const { return 2 * arc_width + 2 * label_width; }
};

size_t ScorerFloatCount(int width, int arc_width, int label_width);
ScorerWeights ViewScorer(const float* floats, int width, int arc_width, int label_width);

// What scoring computes. Rows of `projections` and `queries` are words of the batch, the others words of one sentence.
struct ScorerWorkspace {
  std::vector<float> projections;
  std::vector<float> queries;
  std::vector<float> heads_transposed;  // arc_width rows of arc_columns
  std::vector<float> arc_scores;        // a row of arc_columns for each word
  int arc_columns = 0;                  // column 0 is the root, column i + 1 the sentence's word i; then padding
  std::vector<float> label_hidden;
  std::vector<float> label_scores;  // a row of kRelationColumns for each word
};

// First, for all words of a batch at once: `rows` are `count` vectors of weights.width floats.
void Project(const Kernels& kernels, const ScorerWeights& weights, const float* rows, int count,
             ScorerWorkspace& workspace);

// Then for each sentence, `count` words from `begin` on: fills arc_scores.
void ScoreArcs(const Kernels& kernels, const ScorerWeights& weights, int begin, int count, ScorerWorkspace& workspace);

// Then fills label_scores for each word under its head: 0 is the root, i + 1 the sentence's word i.
void ScoreRelations(const Kernels& kernels, const ScorerWeights& weights, int begin, absl::Span<const int> heads,
                    ScorerWorkspace& workspace);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_SCORER_H_
