#include "ingest_service/language/parsing/scorer.h"

#include <algorithm>
#include <utility>

namespace dateline::language {
namespace {

// Fills `rows` with `count` copies of `bias`.
void Repeat(const float* bias, int width, int count, std::vector<float>& rows) {
  rows.resize(static_cast<size_t>(count) * width);
  for (int row = 0; row < count; ++row) std::copy_n(bias, width, rows.data() + static_cast<size_t>(row) * width);
}

}  // namespace

size_t ScorerFloatCount(int width, int arc_width, int label_width) {
  const size_t projection_width = 2u * (arc_width + label_width);
  return (width + 1) * projection_width + arc_width + label_width + static_cast<size_t>(arc_width) * arc_width +
         arc_width + (label_width + 1) * static_cast<size_t>(kRelationColumns);
}

ScorerWeights ViewScorer(const float* floats, int width, int arc_width, int label_width) {
  ScorerWeights weights{};
  weights.width = width;
  weights.arc_width = arc_width;
  weights.label_width = label_width;
  const auto take = [&floats](size_t count) { return std::exchange(floats, floats + count); };
  weights.projection = take(static_cast<size_t>(width) * weights.projection_width());
  weights.projection_bias = take(weights.projection_width());
  weights.root_as_head = take(arc_width);
  weights.root_label = take(label_width);
  weights.arcs = take(static_cast<size_t>(arc_width) * arc_width);
  weights.head_bias = take(arc_width);
  weights.relations = take(static_cast<size_t>(label_width) * kRelationColumns);
  weights.relation_bias = take(kRelationColumns);
  return weights;
}

void Project(const Kernels& kernels, const ScorerWeights& weights, const float* rows, int count,
             ScorerWorkspace& workspace) {
  const int projection_width = weights.projection_width();
  Repeat(weights.projection_bias, projection_width, count, workspace.projections);
  float* projections = workspace.projections.data();
  kernels.multiply_add({rows, static_cast<size_t>(weights.width), 1}, weights.projection, projection_width, projections,
                       projection_width, count, projection_width, weights.width);
  for (int row = 0; row < count; ++row)
    kernels.leaky_rectify(projections + static_cast<size_t>(row) * projection_width, 2 * weights.arc_width);
  Repeat(weights.head_bias, weights.arc_width, count, workspace.queries);
  kernels.multiply_add({projections, static_cast<size_t>(projection_width), 1}, weights.arcs, weights.arc_width,
                       workspace.queries.data(), weights.arc_width, count, weights.arc_width, weights.arc_width);
}

void ScoreArcs(const Kernels& kernels, const ScorerWeights& weights, int begin, int count, ScorerWorkspace& workspace) {
  const int arc_width = weights.arc_width;
  const int columns = RoundUpToLanes(count + 1);
  workspace.arc_columns = columns;
  workspace.heads_transposed.assign(static_cast<size_t>(arc_width) * columns, 0.0f);
  float* transposed = workspace.heads_transposed.data();
  for (int i = 0; i < arc_width; ++i) transposed[static_cast<size_t>(i) * columns] = weights.root_as_head[i];
  for (int word = 0; word < count; ++word) {
    const float* as_head =
        workspace.projections.data() + static_cast<size_t>(begin + word) * weights.projection_width() + arc_width;
    for (int i = 0; i < arc_width; ++i) transposed[static_cast<size_t>(i) * columns + word + 1] = as_head[i];
  }
  workspace.arc_scores.assign(static_cast<size_t>(count) * columns, 0.0f);
  kernels.multiply_add(
      {workspace.queries.data() + static_cast<size_t>(begin) * arc_width, static_cast<size_t>(arc_width), 1},
      transposed, columns, workspace.arc_scores.data(), columns, count, columns, arc_width);
}

void ScoreRelations(const Kernels& kernels, const ScorerWeights& weights, int begin, absl::Span<const int> heads,
                    ScorerWorkspace& workspace) {
  const int count = static_cast<int>(heads.size());
  const int label_width = weights.label_width;
  const int label_begin = 2 * weights.arc_width;
  const auto projection = [&](int word) {
    return workspace.projections.data() + static_cast<size_t>(begin + word) * weights.projection_width() + label_begin;
  };
  workspace.label_hidden.resize(static_cast<size_t>(count) * label_width);
  for (int word = 0; word < count; ++word) {
    const float* as_dependent = projection(word);
    const float* as_head = heads[word] == 0 ? weights.root_label : projection(heads[word] - 1) + label_width;
    float* hidden = workspace.label_hidden.data() + static_cast<size_t>(word) * label_width;
    for (int i = 0; i < label_width; ++i) hidden[i] = as_dependent[i] + as_head[i];
  }
  kernels.leaky_rectify(workspace.label_hidden.data(), workspace.label_hidden.size());
  Repeat(weights.relation_bias, kRelationColumns, count, workspace.label_scores);
  kernels.multiply_add({workspace.label_hidden.data(), static_cast<size_t>(label_width), 1}, weights.relations,
                       kRelationColumns, workspace.label_scores.data(), kRelationColumns, count, kRelationColumns,
                       label_width);
}

}  // namespace dateline::language
