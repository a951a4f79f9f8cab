#include "ingest_service/language/encoding/lstm.h"

#include <algorithm>

namespace dateline::language {
namespace {

void Gather(const float* elements, const std::vector<int>& element_of_row, int width, std::vector<float>& rows) {
  rows.resize(element_of_row.size() * width);
  for (size_t row = 0; row < element_of_row.size(); ++row) {
    std::copy_n(elements + static_cast<size_t>(element_of_row[row]) * width, width, rows.data() + row * width);
  }
}

// Writes each row to its element's place in `elements`, whose rows lie `stride` apart.
void Scatter(const std::vector<float>& rows, const std::vector<int>& element_of_row, int width, size_t stride,
             float* elements) {
  for (size_t row = 0; row < element_of_row.size(); ++row) {
    std::copy_n(rows.data() + row * width, width, elements + element_of_row[row] * stride);
  }
}

}  // namespace

void RunLstm(const Kernels& kernels, const LstmWeights& weights, const SequenceBatch& batch, const float* inputs,
             LstmTrace& trace) {
  const int rows = batch.row_count();
  const int hidden = weights.hidden;
  const int gate_width = 3 * hidden;
  trace.gates.resize(static_cast<size_t>(rows) * gate_width);
  for (std::vector<float>* values : {&trace.cells, &trace.cell_activations, &trace.outputs}) {
    values->resize(static_cast<size_t>(rows) * hidden);
  }
  for (int row = 0; row < rows; ++row) std::copy_n(weights.bias, gate_width, trace.gates.data() + row * gate_width);
  kernels.multiply_add({inputs, static_cast<size_t>(weights.input_width), 1}, weights.input, gate_width,
                       trace.gates.data(), gate_width, rows, gate_width, weights.input_width);
  for (int step = 0; step < batch.step_count(); ++step) {
    const size_t begin = batch.StepBegin(step);
    const int size = batch.StepSize(step);
    const float* previous_cells = nullptr;
    if (step > 0) {
      const size_t previous = batch.StepBegin(step - 1);
      previous_cells = trace.cells.data() + previous * hidden;
      kernels.multiply_add({trace.outputs.data() + previous * hidden, static_cast<size_t>(hidden), 1},
                           weights.recurrent, gate_width, trace.gates.data() + begin * gate_width, gate_width, size,
                           gate_width, hidden);
    }
    kernels.lstm_step(trace.gates.data() + begin * gate_width, previous_cells, trace.cells.data() + begin * hidden,
                      trace.cell_activations.data() + begin * hidden, trace.outputs.data() + begin * hidden, size,
                      hidden);
  }
}

void RunBidirectional(const Kernels& kernels, const BidirectionalWeights& weights, const SequenceBatch& batch,
                      const float* inputs, BidirectionalTrace& trace, float* outputs) {
  const int hidden = weights.forward.hidden;
  Gather(inputs, batch.element_of_row(), weights.forward.input_width, trace.forward_inputs);
  Gather(inputs, batch.element_of_row_backwards(), weights.backward.input_width, trace.backward_inputs);
  RunLstm(kernels, weights.forward, batch, trace.forward_inputs.data(), trace.forward);
  RunLstm(kernels, weights.backward, batch, trace.backward_inputs.data(), trace.backward);
  Scatter(trace.forward.outputs, batch.element_of_row(), hidden, 2 * hidden, outputs);
  Scatter(trace.backward.outputs, batch.element_of_row_backwards(), hidden, 2 * hidden, outputs + hidden);
}

}  // namespace dateline::language
