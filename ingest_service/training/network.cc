#include "ingest_service/training/network.h"

#include <cmath>
#include <numeric>

#include "ingest_service/training/random.h"

namespace dateline::training {
namespace {

using language::BidirectionalWeights;
using language::LstmWeights;

struct MatrixSlice {
  size_t begin;
  int rows;
  int columns;
};

// Every matrix (not bias) among the dense weights.
std::vector<MatrixSlice> Matrices(const NetworkShape& shape) {
  const float* origin = nullptr;
  const std::vector<float> measured(DenseFloatCount(shape));
  origin = measured.data();
  const NetworkView view = ViewNetwork(shape, origin);
  std::vector<MatrixSlice> matrices;
  const auto add = [&](const float* values, int rows, int columns) {
    matrices.push_back({static_cast<size_t>(values - origin), rows, columns});
  };
  for (const BidirectionalWeights& layer : view.layers) {
    for (const LstmWeights* direction : {&layer.forward, &layer.backward}) {
      add(direction->input, direction->input_width, 3 * direction->hidden);
      add(direction->recurrent, direction->hidden, 3 * direction->hidden);
    }
  }
  add(view.scorer.projection, view.scorer.width, view.scorer.projection_width());
  add(view.scorer.arcs, view.scorer.arc_width, view.scorer.arc_width);
  add(view.scorer.relations, view.scorer.label_width, language::kRelationColumns);
  add(view.tags.weights, shape.encoded_width(), shape.tag_columns());
  return matrices;
}

}  // namespace

int NetworkShape::tag_columns() const {
  return language::RoundUpToLanes(std::accumulate(tag_counts.begin(), tag_counts.end(), 0));
}

size_t DenseFloatCount(const NetworkShape& shape) {
  return language::LayerFloatCount(shape.embedding_width, shape.hidden) +
         language::ScorerFloatCount(shape.encoded_width(), shape.arc_width, shape.label_width) +
         (shape.encoded_width() + 1) * static_cast<size_t>(shape.tag_columns());
}

NetworkView ViewNetwork(const NetworkShape& shape, const float* dense) {
  NetworkView view;
  language::ViewLayers(dense, shape.embedding_width, shape.hidden, view.layers);
  const float* scorer = dense + language::LayerFloatCount(shape.embedding_width, shape.hidden);
  view.scorer = language::ViewScorer(scorer, shape.encoded_width(), shape.arc_width, shape.label_width);
  view.tags.weights = scorer + language::ScorerFloatCount(shape.encoded_width(), shape.arc_width, shape.label_width);
  view.tags.bias = view.tags.weights + static_cast<size_t>(shape.encoded_width()) * shape.tag_columns();
  return view;
}

NetworkWeights InitialWeights(const NetworkShape& shape, uint64_t seed) {
  Random random(seed);
  NetworkWeights weights;
  weights.table.resize(static_cast<size_t>(shape.table_rows) * shape.embedding_width);
  for (float& value : weights.table) value = (random.Uniform() - 0.5f) * 0.2f;
  weights.dense.assign(DenseFloatCount(shape), 0.0f);
  for (const MatrixSlice& matrix : Matrices(shape)) {
    const float bound = std::sqrt(6.0f / static_cast<float>(matrix.rows + matrix.columns));  // Glorot and Bengio 2010
    const size_t size = static_cast<size_t>(matrix.rows) * matrix.columns;
    for (size_t i = 0; i < size; ++i) weights.dense[matrix.begin + i] = (2 * random.Uniform() - 1) * bound;
  }
  return weights;
}

void TransposeDense(const NetworkShape& shape, const std::vector<float>& dense, std::vector<float>& transposed) {
  transposed = dense;
  for (const MatrixSlice& matrix : Matrices(shape)) {
    for (int row = 0; row < matrix.rows; ++row) {
      for (int column = 0; column < matrix.columns; ++column) {
        transposed[matrix.begin + static_cast<size_t>(column) * matrix.rows + row] =
            dense[matrix.begin + static_cast<size_t>(row) * matrix.columns + column];
      }
    }
  }
}

}  // namespace dateline::training
