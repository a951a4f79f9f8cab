// What the trained recognizer sees of a token: hashed features of its word, shape, neighbours, phrases and document.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_FEATURES_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_FEATURES_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/names/marked_token.h"
#include "ingest_service/language/names/name_label.h"

namespace dateline::language {

// The features of a sentence's tokens, one list after the other.
struct TokenFeatures {
  std::vector<uint64_t> values;
  std::vector<int> ends;  // token i's features are values [i == 0 ? 0 : ends[i - 1], ends[i])

  absl::Span<const uint64_t> Of(int token) const {
    const int begin = token == 0 ? 0 : ends[token - 1];
    return absl::MakeConstSpan(values).subspan(begin, ends[token] - begin);
  }
};

// Computes features over one document. Not shared between threads; made anew for every document.
class NameFeatureExtractor {
 public:
  // `tokens` must outlive the extractor.
  NameFeatureExtractor(absl::Span<const MarkedToken> tokens, absl::Span<const Sentence> sentences);

  // Replaces `features` by those of the sentence's tokens.
  void Extract(const Sentence& sentence, TokenFeatures& features) const;

 private:
  // A token boiled down to hashes.
  struct Word {
    uint64_t folded = 0;
    uint64_t shape = 0;
    uint64_t pattern = 0;  // its characters' classes: "Xx", "X.X.", "x-d"
    uint64_t phrases = 0;  // all of MarkedToken::phrases
    uint64_t prefixes[3] = {};
    uint64_t suffixes[3] = {};
    uint32_t evidence = 0;  // what other places of the document tell of this word
  };

  void GatherEvidence(absl::Span<const Sentence> sentences);
  uint32_t EvidenceAt(int token, const Sentence& sentence) const;
  void AddWordFeatures(int token, const Sentence& sentence, std::vector<uint64_t>& values) const;
  void AddContextFeatures(int token, const Sentence& sentence, std::vector<uint64_t>& values) const;
  void AddGazetteerFeatures(int token, const Sentence& sentence, std::vector<uint64_t>& values) const;
  void AddRunFeatures(int token, const Sentence& sentence, std::vector<uint64_t>& values) const;
  void AddDocumentFeatures(int token, std::vector<uint64_t>& values) const;
  const Word& At(int token, const Sentence& sentence) const;

  absl::Span<const MarkedToken> tokens_;
  std::vector<Word> words_;
  std::vector<uint64_t> sentence_case_;  // by token: how its sentence uses capitals
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_FEATURES_H_
