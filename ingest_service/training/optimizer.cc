#include "ingest_service/training/optimizer.h"

#include <algorithm>
#include <cmath>

namespace dateline::training {
namespace {

constexpr float kFirstDecay = 0.9f;
constexpr float kSecondDecay = 0.98f;
constexpr float kEpsilon = 1e-8f;
constexpr float kMaxNorm = 5.0f;

}  // namespace

AdamOptimizer::AdamOptimizer(const NetworkWeights& weights)
    : dense_(weights.dense.size()), table_(weights.table.size()) {}

void AdamOptimizer::Step(const NetworkShape& shape, const NetworkGradient& gradient, float scale, float learning_rate,
                         NetworkWeights& weights) {
  ++steps_;
  double squares = 0;
  for (const float value : gradient.dense) squares += static_cast<double>(value) * value;
  const float norm = static_cast<float>(std::sqrt(squares)) * scale;
  if (norm > kMaxNorm) scale *= kMaxNorm / norm;
  const float step_size = learning_rate / (1 - std::pow(kFirstDecay, static_cast<float>(steps_)));
  second_correction_ = 1 / (1 - std::pow(kSecondDecay, static_cast<float>(steps_)));
  Move(gradient.dense.data(), 0, gradient.dense.size(), scale, step_size, dense_, weights.dense.data());
  const size_t width = shape.embedding_width;
  for (const uint32_t row : gradient.touched_rows) {
    Move(gradient.table.data(), row * width, width, scale, step_size, table_, weights.table.data());
  }
}

void AdamOptimizer::Move(const float* gradient, size_t begin, size_t count, float scale, float step_size,
                         Moments& moments, float* values) const {
  for (size_t i = begin; i < begin + count; ++i) {
    const float value = gradient[i] * scale;
    moments.first[i] += (1 - kFirstDecay) * (value - moments.first[i]);
    moments.second[i] += (1 - kSecondDecay) * (value * value - moments.second[i]);
    values[i] -= step_size * moments.first[i] / (std::sqrt(moments.second[i] * second_correction_) + kEpsilon);
  }
}

}  // namespace dateline::training
