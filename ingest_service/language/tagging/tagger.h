// Vectors of words -> parts of speech, Penn tags, features and lemmas.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_TAGGING_TAGGER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_TAGGING_TAGGER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/encoding/encoder.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/tagging/lemmatizer.h"

namespace dateline::language {

// The tags that a model knows.
struct TagSet {
  std::vector<std::string> treebank_tags;
  std::vector<std::string> features;
  // The combinations that occur, as numbers: part of speech, index into treebank_tags, index into features. No others
  // are given.
  std::vector<std::array<uint16_t, 3>> combinations;

  // Scores of a word are those of all parts of speech, then of treebank tags, then of features, then padding.
  int column_count() const;
};

// Sections: `tagging/tags` (TagSet), `tagging/weights` (encoded width rows of columns, then the bias),
// `tagging/lemmas`. Thread safety: const.
class Tagger {
 public:
  // The model must outlive the tagger. FAILED_PRECONDITION or DATA_LOSS: the sections are missing or do not fit.
  static absl::StatusOr<std::unique_ptr<const Tagger>> Load(const ModelFile& model, int encoded_width);

  // Fills part_of_speech, treebank_tag, features and lemma of `tokens`, whose forms are `words` and vectors `encoded`.
  // `scores` is memory kept for the next call.
  void Tag(const EncodedWords& encoded, absl::Span<const absl::string_view> words, std::vector<float>& scores,
           absl::Span<Token> tokens) const;

 private:
  Tagger() = default;

  TagSet tags_;
  absl::Span<const float> weights_;
  absl::Span<const float> bias_;
  std::unique_ptr<const Lemmatizer> lemmatizer_;
};

// What Load reads.
std::string WriteTagSection(const TagSet& tags);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_TAGGING_TAGGER_H_
