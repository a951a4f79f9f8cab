#include "ingest_service/language/segmentation/linear_classifier.h"

#include "ingest_service/language/encoding/characters.h"

namespace dateline::language {

void FeatureList::Add(int kind, absl::string_view text) {
  hashes_.push_back(HashText(text, static_cast<uint64_t>(kind)));
}

int LinearClassifier::Score(const FeatureList& features) const {
  int score = 0;
  for (const uint64_t hash : features.hashes()) score += weights_[hash & (weights_.size() - 1)];
  return score;
}

}  // namespace dateline::language
