#include "ingest_service/training/lstm_gradient.h"

#include <algorithm>

namespace dateline::training {
namespace {

using language::Kernels;
using language::LstmTrace;
using language::LstmWeights;
using language::SequenceBatch;

// Turns the gradient of one row's output into those of its gates before activation and of the previous cell.
void BackpropagateCell(const LstmTrace& trace, const float* previous_cell, int row, int hidden,
                       LstmGradientWorkspace& workspace, float* previous_cell_gradient) {
  const float* gates = trace.gates.data() + static_cast<size_t>(row) * 3 * hidden;
  float* gate_gradients = workspace.gates.data() + static_cast<size_t>(row) * 3 * hidden;
  for (int i = 0; i < hidden; ++i) {
    const size_t at = static_cast<size_t>(row) * hidden + i;
    const float input = gates[i], output_gate = gates[hidden + i], candidate = gates[2 * hidden + i];
    const float activation = trace.cell_activations[at];
    const float previous = previous_cell == nullptr ? 0.0f : previous_cell[i];
    const float output_gradient = workspace.outputs[at];
    const float cell_gradient = workspace.cells[at] + output_gradient * output_gate * (1 - activation * activation);
    gate_gradients[i] = cell_gradient * (candidate - previous) * input * (1 - input);
    gate_gradients[hidden + i] = output_gradient * activation * output_gate * (1 - output_gate);
    gate_gradients[2 * hidden + i] = cell_gradient * input * (1 - candidate * candidate);
    if (previous_cell_gradient != nullptr) previous_cell_gradient[i] = cell_gradient * (1 - input);
  }
}

// workspace.outputs: the gradient of the outputs by row. Fills workspace.gates.
void BackpropagateSteps(const Kernels& kernels, const LstmWeights& transposed, const SequenceBatch& batch,
                        const LstmTrace& trace, LstmGradientWorkspace& workspace) {
  const int hidden = transposed.hidden;
  workspace.gates.assign(static_cast<size_t>(batch.row_count()) * 3 * hidden, 0.0f);
  workspace.cells.assign(static_cast<size_t>(batch.row_count()) * hidden, 0.0f);
  for (int step = batch.step_count() - 1; step >= 0; --step) {
    const int begin = batch.StepBegin(step);
    for (int i = 0; i < batch.StepSize(step); ++i) {
      const size_t previous = step > 0 ? static_cast<size_t>(batch.StepBegin(step - 1) + i) * hidden : 0;
      BackpropagateCell(trace, step > 0 ? trace.cells.data() + previous : nullptr, begin + i, hidden, workspace,
                        step > 0 ? workspace.cells.data() + previous : nullptr);
    }
    if (step == 0) continue;
    kernels.multiply_add(
        {workspace.gates.data() + static_cast<size_t>(begin) * 3 * hidden, static_cast<size_t>(3 * hidden), 1},
        transposed.recurrent, hidden,
        workspace.outputs.data() + static_cast<size_t>(batch.StepBegin(step - 1)) * hidden, hidden,
        batch.StepSize(step), hidden, 3 * hidden);
  }
}

void AddWeightGradients(const Kernels& kernels, const LstmWeights& gradient, const SequenceBatch& batch,
                        const LstmTrace& trace, const float* inputs, LstmGradientWorkspace& workspace) {
  const int hidden = gradient.hidden;
  const int rows = batch.row_count();
  workspace.previous_outputs.assign(static_cast<size_t>(rows) * hidden, 0.0f);
  for (int step = 1; step < batch.step_count(); ++step) {
    std::copy_n(trace.outputs.data() + static_cast<size_t>(batch.StepBegin(step - 1)) * hidden,
                static_cast<size_t>(batch.StepSize(step)) * hidden,
                workspace.previous_outputs.data() + static_cast<size_t>(batch.StepBegin(step)) * hidden);
  }
  kernels.multiply_add({inputs, 1, static_cast<size_t>(gradient.input_width)}, workspace.gates.data(), 3 * hidden,
                       const_cast<float*>(gradient.input), 3 * hidden, gradient.input_width, 3 * hidden, rows);
  kernels.multiply_add({workspace.previous_outputs.data(), 1, static_cast<size_t>(hidden)}, workspace.gates.data(),
                       3 * hidden, const_cast<float*>(gradient.recurrent), 3 * hidden, hidden, 3 * hidden, rows);
  float* bias = const_cast<float*>(gradient.bias);
  for (int row = 0; row < rows; ++row) {
    for (int i = 0; i < 3 * hidden; ++i) bias[i] += workspace.gates[static_cast<size_t>(row) * 3 * hidden + i];
  }
}

struct Direction {
  const LstmWeights& transposed;
  const LstmWeights& gradient;
  const LstmTrace& trace;
  const std::vector<float>& inputs;
  const std::vector<int>& element_of_row;
  int output_offset;  // of this direction's half of an output row
};

void BackpropagateDirection(const Kernels& kernels, const Direction& direction, const SequenceBatch& batch,
                            const float* output_gradients, LstmGradientWorkspace& workspace, float* input_gradients) {
  const int hidden = direction.transposed.hidden;
  const int input_width = direction.transposed.input_width;
  const int rows = batch.row_count();
  workspace.outputs.resize(static_cast<size_t>(rows) * hidden);
  for (int row = 0; row < rows; ++row) {
    std::copy_n(
        output_gradients + static_cast<size_t>(direction.element_of_row[row]) * 2 * hidden + direction.output_offset,
        hidden, workspace.outputs.data() + static_cast<size_t>(row) * hidden);
  }
  BackpropagateSteps(kernels, direction.transposed, batch, direction.trace, workspace);
  AddWeightGradients(kernels, direction.gradient, batch, direction.trace, direction.inputs.data(), workspace);
  workspace.inputs.assign(static_cast<size_t>(rows) * input_width, 0.0f);
  kernels.multiply_add({workspace.gates.data(), static_cast<size_t>(3 * hidden), 1}, direction.transposed.input,
                       input_width, workspace.inputs.data(), input_width, rows, input_width, 3 * hidden);
  for (int row = 0; row < rows; ++row) {
    float* element = input_gradients + static_cast<size_t>(direction.element_of_row[row]) * input_width;
    const float* gradient = workspace.inputs.data() + static_cast<size_t>(row) * input_width;
    for (int i = 0; i < input_width; ++i) element[i] += gradient[i];
  }
}

}  // namespace

void BackpropagateBidirectional(const Kernels& kernels, const language::BidirectionalWeights& transposed,
                                const SequenceBatch& batch, const language::BidirectionalTrace& trace,
                                const float* output_gradients, const language::BidirectionalWeights& gradient,
                                LstmGradientWorkspace& workspace, float* input_gradients) {
  const int input_width = transposed.forward.input_width;
  std::fill_n(input_gradients, static_cast<size_t>(batch.row_count()) * input_width, 0.0f);
  BackpropagateDirection(
      kernels, {transposed.forward, gradient.forward, trace.forward, trace.forward_inputs, batch.element_of_row(), 0},
      batch, output_gradients, workspace, input_gradients);
  BackpropagateDirection(kernels,
                         {transposed.backward, gradient.backward, trace.backward, trace.backward_inputs,
                          batch.element_of_row_backwards(), transposed.forward.hidden},
                         batch, output_gradients, workspace, input_gradients);
}

}  // namespace dateline::training
