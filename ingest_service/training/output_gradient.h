// The losses of tags, arcs and relations, and their gradients down to the encoder's vectors.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_OUTPUT_GRADIENT_H_
#define DATELINE_INGEST_SERVICE_TRAINING_OUTPUT_GRADIENT_H_

#include <vector>

#include "absl/types/span.h"
#include "ingest_service/training/example.h"
#include "ingest_service/training/network.h"

namespace dateline::training {

// Sums over words.
struct Losses {
  double tags = 0;
  double arcs = 0;
  double relations = 0;
  int words = 0;

  Losses& operator+=(const Losses& other);
};

// Memory kept from call to call.
struct OutputGradientWorkspace {
  language::ScorerWorkspace scorer;
  std::vector<float> tag_scores;
  std::vector<float> projections, queries, heads, label_hidden;
};

// Turns scores into the gradient of the cross entropy at `target` and returns the loss. target < 0: no gradient, no
// loss.
float CrossEntropy(float* scores, int count, int target);

// `encoded` holds the vectors of all words of `examples`; adds to `gradient` (which points into writable memory) and to
// `encoded_gradients`.
Losses BackpropagateOutputs(const language::Kernels& kernels, const NetworkShape& shape, const NetworkView& weights,
                            const NetworkView& transposed, absl::Span<const Example* const> examples,
                            const float* encoded, const NetworkView& gradient, OutputGradientWorkspace& workspace,
                            float* encoded_gradients);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_OUTPUT_GRADIENT_H_
