// Learns a LinearClassifier from its mistakes (Freund and Schapire 1999), averaging the weights over all steps.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_AVERAGED_PERCEPTRON_H_
#define DATELINE_INGEST_SERVICE_TRAINING_AVERAGED_PERCEPTRON_H_

#include <cstdint>
#include <vector>

#include "ingest_service/language/segmentation/linear_classifier.h"

namespace dateline::training {

// A question with its answer.
struct BinaryExample {
  std::vector<uint64_t> features;
  bool answer = false;
};

struct PerceptronOptions {
  int epochs = 10;
  int weight_bits = 16;  // 2^weight_bits weights
  float margin = 1;      // answers that are right by less are learnt from too
  uint64_t seed = 1;
};

// The weights, scaled to fill the range of 16 bits as far as sums of them stay exact.
std::vector<int16_t> TrainPerceptron(const std::vector<BinaryExample>& examples, const PerceptronOptions& options);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_AVERAGED_PERCEPTRON_H_
