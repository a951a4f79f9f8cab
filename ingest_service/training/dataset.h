// Treebanks -> examples: which words, tags and feature bundles there are, and every sentence in their numbers.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_DATASET_H_
#define DATELINE_INGEST_SERVICE_TRAINING_DATASET_H_

#include <string>
#include <vector>

#include "ingest_service/training/example.h"
#include "ingest_service/training/network.h"
#include "ingest_service/training/treebank.h"

namespace dateline::training {

// Distinct strings in the order of their numbers, the most frequent first (ties by the alphabet).
struct TagInventory {
  std::vector<std::string> treebank_tags;
  std::vector<std::string> features;
  // The combinations that occur: part of speech, Penn tag, feature bundle.
  std::vector<std::array<int, kTagKinds>> combinations;
};

struct Dataset {
  std::vector<std::string> vocabulary;  // normalized words seen at least twice
  int bucket_count = 0;
  TagInventory tags;
  std::vector<Example> examples;
};

Dataset BuildDataset(const std::vector<TreebankSentence>& sentences, int bucket_count);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_DATASET_H_
