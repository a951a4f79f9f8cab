#include "ingest_service/training/averaged_perceptron.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ingest_service/training/random.h"

namespace dateline::training {
namespace {

std::vector<int16_t> Quantize(const std::vector<double>& weights) {
  double largest = 0;
  for (const double weight : weights) largest = std::max(largest, std::abs(weight));
  std::vector<int16_t> quantized(weights.size());
  for (size_t i = 0; i < weights.size() && largest > 0; ++i) {
    quantized[i] = static_cast<int16_t>(std::lround(weights[i] / largest * 32767));
  }
  return quantized;
}

}  // namespace

std::vector<int16_t> TrainPerceptron(const std::vector<BinaryExample>& examples, const PerceptronOptions& options) {
  const uint64_t mask = (uint64_t{1} << options.weight_bits) - 1;
  std::vector<double> weights(mask + 1), weighted_by_step(mask + 1);
  std::vector<uint32_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0);
  Random random(options.seed);
  double step = 1;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    random.Shuffle(order);
    for (const uint32_t index : order) {
      const BinaryExample& example = examples[index];
      double score = 0;
      for (const uint64_t feature : example.features) score += weights[feature & mask];
      const double sign = example.answer ? 1 : -1;
      if (score * sign <= options.margin) {
        for (const uint64_t feature : example.features) {
          weights[feature & mask] += sign;
          weighted_by_step[feature & mask] += sign * step;
        }
      }
      ++step;
    }
  }
  for (size_t i = 0; i < weights.size(); ++i) weights[i] -= weighted_by_step[i] / step;
  return Quantize(weights);
}

}  // namespace dateline::training
