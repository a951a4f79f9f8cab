// The network that training fits: embeddings, two bidirectional LSTM layers, and what reads tags and trees from them.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_NETWORK_H_
#define DATELINE_INGEST_SERVICE_TRAINING_NETWORK_H_

#include <cstdint>
#include <vector>

#include "ingest_service/language/encoding/encoder.h"
#include "ingest_service/language/parsing/scorer.h"

namespace dateline::training {

struct NetworkShape {
  int embedding_width = 128;
  int hidden = 128;
  int arc_width = 128;
  int label_width = 96;
  int table_rows = 0;
  std::vector<int> tag_counts;  // parts of speech, Penn tags, feature bundles

  int encoded_width() const { return 2 * hidden; }
  int tag_columns() const;
};

// Scores of all tags: encoded_width rows of tag_columns, then the bias.
struct TagWeights {
  const float* weights;
  const float* bias;
};

// Pointers into one array of floats that holds layers, scorer and tags one after the other. The same view fits weights,
// gradients, and the array in which every matrix is transposed in its place.
struct NetworkView {
  language::BidirectionalWeights layers[language::kEncoderLayers];
  language::ScorerWeights scorer;
  TagWeights tags;
};

size_t DenseFloatCount(const NetworkShape& shape);
NetworkView ViewNetwork(const NetworkShape& shape, const float* dense);

// Everything that is learnt.
struct NetworkWeights {
  std::vector<float> table;  // shape.table_rows rows of shape.embedding_width
  std::vector<float> dense;
};

// Small random weights that depend on `seed` alone.
NetworkWeights InitialWeights(const NetworkShape& shape, uint64_t seed);

// The dense weights with every matrix transposed.
void TransposeDense(const NetworkShape& shape, const std::vector<float>& dense, std::vector<float>& transposed);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_NETWORK_H_
