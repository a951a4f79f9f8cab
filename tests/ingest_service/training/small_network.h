// A network as small as can be, and a sentence for it.
#ifndef DATELINE_TESTS_INGEST_SERVICE_TRAINING_SMALL_NETWORK_H_
#define DATELINE_TESTS_INGEST_SERVICE_TRAINING_SMALL_NETWORK_H_

#include "ingest_service/training/example.h"
#include "ingest_service/training/network.h"
#include "ingest_service/training/random.h"

namespace dateline::training {

inline NetworkShape SmallNetwork() {
  NetworkShape shape;
  shape.embedding_width = 16;
  shape.hidden = 16;
  shape.arc_width = 16;
  shape.label_width = 16;
  shape.table_rows = 20;
  shape.tag_counts = {3, 4, 5};
  return shape;
}

// A sentence of `length` words over the rows of SmallNetwork, every word under the one before it.
inline Example SmallSentence(int length, uint64_t seed) {
  Random random(seed);
  Example example;
  for (int i = 0; i < length; ++i) {
    ExampleWord word;
    word.features.begin = static_cast<uint32_t>(example.feature_rows.size());
    for (int row = 0; row < 5; ++row) example.feature_rows.push_back(static_cast<uint32_t>(random.Below(20)));
    word.features.ngrams_begin = word.features.begin + 3;
    word.features.end = word.features.begin + 5;
    word.tags = {static_cast<int>(random.Below(3)), static_cast<int>(random.Below(4)),
                 static_cast<int>(random.Below(5))};
    word.head = i;
    word.relation = static_cast<int>(random.Below(language::kRelationCount));
    example.words.push_back(word);
  }
  return example;
}

}  // namespace dateline::training

#endif  // DATELINE_TESTS_INGEST_SERVICE_TRAINING_SMALL_NETWORK_H_
