// Words of sentences -> a vector for each word in its context, from which the other stages read tags and trees.
//
// Each word's embedding (WordFeatures) runs through two layers of bidirectional LSTMs (Kiperwasser and Goldberg 2016).
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_ENCODER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_ENCODER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/encoding/lstm.h"
#include "ingest_service/language/encoding/word_features.h"
#include "ingest_service/language/model/model_file.h"

namespace dateline::language {

inline constexpr int kEncoderLayers = 2;

// Vectors of words, one row each.
struct EncodedWords {
  const float* rows;
  int width;
};

// Memory of one Encode call, kept for the next. Not shared between threads.
struct EncoderWorkspace {
  std::vector<uint32_t> feature_rows;
  std::vector<float> embeddings;
  SequenceBatch batch;
  BidirectionalTrace trace;  // of the layer that runs: nobody walks back
  std::vector<float> outputs[kEncoderLayers];
};

// Sections: `encoding/words` (the vocabulary), `encoding/table` (embeddings as bytes, a scale a row), `encoding/layers`
// (the LSTMs' floats). Thread safety: const.
class Encoder {
 public:
  // The model must outlive the encoder. FAILED_PRECONDITION or DATA_LOSS: the sections are missing or do not fit
  // together.
  static absl::StatusOr<std::unique_ptr<const Encoder>> Load(const ModelFile& model);

  // `words` are the words of all sentences, one after the other; `lengths` the sentences' numbers of words, all
  // positive. A sentence's vectors do not depend on the sentences beside it. The result lives in `workspace`.
  EncodedWords Encode(absl::Span<const absl::string_view> words, absl::Span<const int> lengths,
                      EncoderWorkspace& workspace) const;

  int width() const { return 2 * layers_[kEncoderLayers - 1].forward.hidden; }

 private:
  Encoder(WordFeatureExtractor features) : features_(std::move(features)) {}
  void Embed(absl::Span<const absl::string_view> words, EncoderWorkspace& workspace) const;

  WordFeatureExtractor features_;
  absl::Span<const int8_t> table_;
  absl::Span<const float> scales_;
  int embedding_width_ = 0;
  BidirectionalWeights layers_[kEncoderLayers];
};

// What `encoding/layers` holds, in its order: for each layer, forward then backward, the three matrices.
size_t LayerFloatCount(int embedding_width, int hidden);
void ViewLayers(const float* floats, int embedding_width, int hidden, BidirectionalWeights (&layers)[kEncoderLayers]);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_ENCODER_H_
