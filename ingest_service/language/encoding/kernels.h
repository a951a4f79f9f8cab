// The arithmetic of the model: matrix products and activations over rows of floats.
//
// Bit for bit the same on every machine: each element of a product is summed over k in ascending order by fused
// operations (one rounding each, IEEE 754-2008), nothing else is fused or reassociated, and the activations are
// rational functions (tanh by seven terms of Lambert's continued fraction; its error stays below 2e-4). Wider vector
// units only compute more elements at once.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_KERNELS_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_KERNELS_H_

#include <cstddef>

namespace dateline::language {

// Row widths are multiples of this many floats.
inline constexpr int kLaneCount = 16;

constexpr int RoundUpToLanes(int count) { return (count + kLaneCount - 1) / kLaneCount * kLaneCount; }

// Element (row, column) of `values` is values[row * row_stride + column * column_stride]; (1, width) strides transpose.
struct StridedMatrix {
  const float* values;
  size_t row_stride;
  size_t column_stride;
};

struct Kernels {
  // sums[m][n] += sum over k of left(m, k) * right[k][n]. Rows of `right` and `sums` lie `right_stride` and
  // `sums_stride` apart. REQUIRES: columns % kLaneCount == 0.
  void (*multiply_add)(const StridedMatrix& left, const float* right, size_t right_stride, float* sums,
                       size_t sums_stride, int rows, int columns, int depth);

  // One step of a coupled-gate LSTM for `rows` sequences. A row of `gates` holds input gate, output gate and candidate,
  // `hidden` floats each: summed inputs on entry, activations on return.
  //   cell = (1 - input) * previous_cell + input * candidate;  cell_activation = tanh(cell);  output = output_gate *
  //   cell_activation
  // `previous_cells` may be null (zeros). REQUIRES: hidden % kLaneCount == 0.
  void (*lstm_step)(float* gates, const float* previous_cells, float* cells, float* cell_activations, float* outputs,
                    int rows, int hidden);

  // values[i] = max(values[i], 0.1 * values[i]). REQUIRES: count % kLaneCount == 0.
  void (*leaky_rectify)(float* values, size_t count);

  // sums[i] += scale * bytes[i]. REQUIRES: count % kLaneCount == 0.
  void (*add_scaled_bytes)(const signed char* bytes, float scale, float* sums, int count);
};

inline constexpr float kLeak = 0.1f;

// The kernels for this machine.
const Kernels& MachineKernels();

// Every set that this machine can run, the plain one first: for tests.
struct KernelSet {
  const char* name;
  const Kernels* kernels;
};
size_t RunnableKernelSets(KernelSet (&sets)[3]);

// The probability that the better of two choices is right, of the distance of their scores: 1 / (1 + e^-gap).
float Logistic(float gap);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_KERNELS_H_
