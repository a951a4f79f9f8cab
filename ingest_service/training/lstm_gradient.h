// Back through a recurrent layer: from the gradient of its outputs to those of its weights and inputs.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_LSTM_GRADIENT_H_
#define DATELINE_INGEST_SERVICE_TRAINING_LSTM_GRADIENT_H_

#include <vector>

#include "ingest_service/language/encoding/lstm.h"

namespace dateline::training {

// Memory kept from call to call.
struct LstmGradientWorkspace {
  std::vector<float> outputs, gates, cells, inputs, previous_outputs;
};

// `transposed` and `gradient` are views like the weights' own; `gradient` points into writable memory and is added to.
// `output_gradients` (2 * hidden a row) and `input_gradients` (input_width a row, overwritten) are by element.
void BackpropagateBidirectional(const language::Kernels& kernels, const language::BidirectionalWeights& transposed,
                                const language::SequenceBatch& batch, const language::BidirectionalTrace& trace,
                                const float* output_gradients, const language::BidirectionalWeights& gradient,
                                LstmGradientWorkspace& workspace, float* input_gradients);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_LSTM_GRADIENT_H_
