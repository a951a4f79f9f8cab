// Trains the recognizer of names: a conditional random field over hashed features, fitted online with FTRL-proximal
// (McMahan et al. 2013), whose L1 term leaves most weights zero.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_NAME_TRAINER_H_
#define DATELINE_INGEST_SERVICE_TRAINING_NAME_TRAINER_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "ingest_service/language/names/name_features.h"
#include "ingest_service/language/names/name_label.h"
#include "ingest_service/language/names/viterbi.h"

namespace dateline::training {

struct NameExample {
  language::TokenFeatures features;
  std::vector<language::NameLabel> labels;
  float weight = 1;  // how much its corpus counts
};

struct NameTrainingOptions {
  int epochs = 6;
  int first_averaged = 2;  // the result is the mean of the weights after the epochs that follow this one
  float rate = 0.1f;       // FTRL's alpha
  float sparsity = 0.2f;   // FTRL's lambda 1
  float ridge = 0.5f;      // FTRL's lambda 2
  int least_count = 2;     // features seen less often in training are left out
  float dropout = 0.2f;    // the share of a token's features hidden in a step
  float eagerness = 0.4f;  // taken from the score of "no name" when reading: training sees its own names too often
  int runs = 3;            // the result is the mean of as many runs, each over another order of the sentences
  uint64_t seed = 1;       // of the first run
};

struct NameWeights {
  absl::flat_hash_map<uint64_t, int> rows;  // feature -> row
  std::vector<language::LabelScores> scores;
  language::TransitionScores transitions = {};

  void Score(const language::TokenFeatures& features, std::vector<language::LabelScores>& result) const;
};

// Calls `after_epoch` with the weights as they stand; epochs are numbered through the runs. Deterministic.
NameWeights TrainNames(absl::Span<const NameExample> examples, const NameTrainingOptions& options,
                       const std::function<void(int epoch, double loss, const NameWeights&)>& after_epoch);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_NAME_TRAINER_H_
