// A treebank sentence as numbers: what the network reads and what it should answer.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_EXAMPLE_H_
#define DATELINE_INGEST_SERVICE_TRAINING_EXAMPLE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "ingest_service/language/encoding/word_features.h"

namespace dateline::training {

inline constexpr int kTagKinds = 3;  // parts of speech, Penn tags, feature bundles

struct ExampleWord {
  language::WordFeatures features;  // ranges of Example::feature_rows
  float unknown_probability = 0;  // how often training hides the word itself, so that rows for unknown words are learnt
  std::array<int, kTagKinds> tags{};  // -1: not known
  int head = 0;                       // 0: root; i + 1: word i
  int relation = 0;
};

struct Example {
  std::vector<uint32_t> feature_rows;
  std::vector<ExampleWord> words;
};

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_EXAMPLE_H_
