// The trained recognizer: features of a sentence's tokens -> spans of persons, organizations and locations.
//
// A linear-chain conditional random field (Lafferty et al. 2001): a row of weights a feature, summed for each token,
// and the best sequence under the weights of neighbouring labels.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_RECOGNIZER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_RECOGNIZER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/names/name_features.h"
#include "ingest_service/language/names/name_label.h"
#include "ingest_service/language/names/viterbi.h"

namespace dateline::language {

inline constexpr absl::string_view kRecognizerSection = "names/recognizer";

// One slot of the weights' hash table as it lies in the model file: 13 weights and 24 bits of its feature's hash, all
// zero where the slot is empty.
struct WeightSlot {
  int8_t weights[kNameLabels];
  uint8_t fingerprint[3];
};
static_assert(sizeof(WeightSlot) == 16);

// A feature's weights before they are packed.
struct WeightRow {
  uint64_t feature;
  LabelScores weights;
};

// Memory of one call, kept for the next. Not shared between threads.
struct RecognizerWorkspace {
  TokenFeatures features;
  std::vector<LabelScores> scores;
  std::vector<NameLabel> labels;
  ViterbiWorkspace viterbi;
};

// Const after Load; any number of threads.
class NameRecognizer {
 public:
  // The model must outlive the recognizer. FAILED_PRECONDITION or DATA_LOSS: the section is missing or not one of
  // these.
  static absl::StatusOr<NameRecognizer> Load(const ModelFile& model);
  static absl::StatusOr<NameRecognizer> Parse(absl::string_view section);

  // The bytes of a section: rows packed to bytes of one common scale. `offsets` is added to every token's scores.
  static std::string Pack(absl::Span<const WeightRow> rows, const TransitionScores& transitions,
                          const LabelScores& offsets);

  // Spans in positions of the sentence, in order.
  std::vector<LabeledSpan> Recognize(const NameFeatureExtractor& extractor, const Sentence& sentence,
                                     RecognizerWorkspace& workspace) const;

 private:
  NameRecognizer() = default;
  const WeightSlot* Find(uint64_t feature) const;
  LabelScores Score(absl::Span<const uint64_t> features) const;

  absl::Span<const WeightSlot> slots_;  // their number is a power of two
  TransitionScores transitions_ = {};
  LabelScores offsets_ = {};
  float scale_ = 0;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_RECOGNIZER_H_
