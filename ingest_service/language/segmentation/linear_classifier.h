// Yes or no by a sum of weights of hashed features.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_LINEAR_CLASSIFIER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_LINEAR_CLASSIFIER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace dateline::language {

// The features of one question, as hashes. Memory is kept from question to question.
class FeatureList {
 public:
  void Clear() { hashes_.clear(); }
  // `kind` tells apart features of the same text.
  void Add(int kind, absl::string_view text);
  const std::vector<uint64_t>& hashes() const { return hashes_; }

 private:
  std::vector<uint64_t> hashes_;
};

// A view of the weights; features share them by hash. Thread safety: const.
class LinearClassifier {
 public:
  LinearClassifier() = default;
  // REQUIRES: the number of weights is a power of two.
  explicit LinearClassifier(absl::Span<const int16_t> weights) : weights_(weights) {}

  int Score(const FeatureList& features) const;
  bool Decide(const FeatureList& features) const { return Score(features) > 0; }

 private:
  absl::Span<const int16_t> weights_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_LINEAR_CLASSIFIER_H_
