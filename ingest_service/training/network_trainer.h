// Fits a network to examples.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_NETWORK_TRAINER_H_
#define DATELINE_INGEST_SERVICE_TRAINING_NETWORK_TRAINER_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "ingest_service/training/example.h"
#include "ingest_service/training/network.h"
#include "ingest_service/training/network_gradient.h"

namespace dateline::training {

struct NetworkTrainingOptions {
  int epochs = 24;
  int batch_words = 500;
  float learning_rate = 0.002f;
  uint64_t seed = 1;
  int threads = 2;  // 1 or 2; the result is the same
  DropoutRates dropout;
};

// Called after each epoch with the mean losses of a word.
using EpochObserver = std::function<void(int epoch, const Losses& losses, const NetworkWeights& weights)>;

// The learning rate rises over the first steps and then falls to zero in a line. Each batch is split into two shards
// whose gradients are added in a fixed order, so that the number of threads changes nothing.
NetworkWeights TrainNetwork(const NetworkShape& shape, const std::vector<Example>& examples,
                            const NetworkTrainingOptions& options, const EpochObserver& observer);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_NETWORK_TRAINER_H_
