// One training step's gradient over some sentences.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_NETWORK_GRADIENT_H_
#define DATELINE_INGEST_SERVICE_TRAINING_NETWORK_GRADIENT_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "ingest_service/training/lstm_gradient.h"
#include "ingest_service/training/network.h"
#include "ingest_service/training/output_gradient.h"
#include "ingest_service/training/random.h"

namespace dateline::training {

// How often training hides what the network may lean on too much.
struct DropoutRates {
  float words = 0.1f;       // a word's whole embedding
  float embeddings = 0.3f;  // an element of the embeddings, for a whole sentence
  float layers = 0.4f;      // an element of a layer's outputs, for a whole sentence
};

struct NetworkGradient {
  std::vector<float> dense;
  std::vector<float> table;            // all zero but for touched rows
  std::vector<uint32_t> touched_rows;  // no row twice
  std::vector<bool> is_touched;

  explicit NetworkGradient(const NetworkShape& shape);
  void Clear(const NetworkShape& shape);
};

// Memory of one shard of a batch; one per thread.
class ShardWorkspace {
 public:
  explicit ShardWorkspace(const NetworkShape& shape) : gradient(shape) {}

  NetworkGradient gradient;

 private:
  friend Losses ComputeGradient(const NetworkShape&, const NetworkWeights&, const std::vector<float>&,
                                absl::Span<const Example* const>, const DropoutRates&, uint64_t, ShardWorkspace&);
  language::SequenceBatch batch_;
  std::vector<float> embeddings_, embedding_masks_, embedding_gradients_;
  std::vector<float> word_weights_;  // of each word's own row: 0 where it is hidden
  language::BidirectionalTrace traces_[language::kEncoderLayers];
  std::vector<float> outputs_[language::kEncoderLayers], masks_[language::kEncoderLayers],
      output_gradients_[language::kEncoderLayers];
  LstmGradientWorkspace lstm_;
  OutputGradientWorkspace output_;
};

// Replaces workspace.gradient by the sum over the words of `examples`. Random choices depend on `seed` alone.
Losses ComputeGradient(const NetworkShape& shape, const NetworkWeights& weights,
                       const std::vector<float>& transposed_dense, absl::Span<const Example* const> examples,
                       const DropoutRates& dropout, uint64_t seed, ShardWorkspace& workspace);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_NETWORK_GRADIENT_H_
