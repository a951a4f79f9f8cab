// Adam (Kingma and Ba 2015); rows of the table move only when a step touches them.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_OPTIMIZER_H_
#define DATELINE_INGEST_SERVICE_TRAINING_OPTIMIZER_H_

#include <vector>

#include "ingest_service/training/network.h"
#include "ingest_service/training/network_gradient.h"

namespace dateline::training {

class AdamOptimizer {
 public:
  explicit AdamOptimizer(const NetworkWeights& weights);

  // `gradient` is the sum of the shards' gradients over `scale` words.
  void Step(const NetworkShape& shape, const NetworkGradient& gradient, float scale, float learning_rate,
            NetworkWeights& weights);

 private:
  struct Moments {
    std::vector<float> first, second;
    explicit Moments(size_t count) : first(count), second(count) {}
  };
  void Move(const float* gradient, size_t begin, size_t count, float scale, float step_size, Moments& moments,
            float* values) const;

  Moments dense_;
  Moments table_;
  int steps_ = 0;
  float second_correction_ = 1;
};

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_OPTIMIZER_H_
