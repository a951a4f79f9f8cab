// A long short-term memory with coupled gates (Greff et al. 2017, "CIFG"), run over a batch of sequences in one
// direction.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_LSTM_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_LSTM_H_

#include <vector>

#include "ingest_service/language/encoding/kernels.h"
#include "ingest_service/language/encoding/sequence_batch.h"

namespace dateline::language {

// A view of one direction's weights; gates are input gate, output gate, candidate. Rows are contiguous.
struct LstmWeights {
  const float* input;      // input_width rows of 3 * hidden
  const float* recurrent;  // hidden rows of 3 * hidden
  const float* bias;       // 3 * hidden
  int input_width;
  int hidden;
};

// All that a run computes, a row for each row of the batch; training walks back over it.
struct LstmTrace {
  std::vector<float> gates;             // 3 * hidden
  std::vector<float> cells;             // hidden
  std::vector<float> cell_activations;  // hidden
  std::vector<float> outputs;           // hidden
};

// REQUIRES: `inputs` holds a row of weights.input_width floats for each row of `batch`.
void RunLstm(const Kernels& kernels, const LstmWeights& weights, const SequenceBatch& batch, const float* inputs,
             LstmTrace& trace);

// Two directions. `outputs` gets forward and backward states side by side.
struct BidirectionalWeights {
  LstmWeights forward;
  LstmWeights backward;
};

struct BidirectionalTrace {
  std::vector<float> forward_inputs;   // by row of the batch
  std::vector<float> backward_inputs;  // by row, each sequence reversed
  LstmTrace forward;
  LstmTrace backward;
};

// `inputs` and `outputs` are in the order of the elements, not of the batch's rows.
void RunBidirectional(const Kernels& kernels, const BidirectionalWeights& weights, const SequenceBatch& batch,
                      const float* inputs, BidirectionalTrace& trace, float* outputs);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_LSTM_H_
