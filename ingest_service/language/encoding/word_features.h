// Word -> rows of the embedding table: the word itself, its shape, its beginnings, endings and letter trigrams.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_WORD_FEATURES_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_WORD_FEATURES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace dateline::language {

// Lower case, digits as 0, typographic quotes, dashes and ellipses as their ASCII kin.
int32_t NormalizeCharacter(int32_t character);
std::string NormalizeWord(absl::string_view word);

// Runs of letters and digits as up to three of X, x, d or a; the rest as it is: "McDonald's" -> "XxXxxx'x".
std::string WordShape(absl::string_view word);

// The embedding of a word is the sum of `rows[begin, ngrams_begin)` plus the mean of `rows[ngrams_begin, end)`.
struct WordFeatures {
  uint32_t begin;
  uint32_t ngrams_begin;
  uint32_t end;
};

// Which rows of the table a word uses. Row 0 is every word that is not in the vocabulary; rows up to vocabulary.size()
// are its words; the rest are buckets that hashed features share. Thread safety: const.
class WordFeatureExtractor {
 public:
  WordFeatureExtractor(const std::vector<std::string>& vocabulary, int bucket_count);

  int row_count() const { return static_cast<int>(rows_of_words_.size()) + 1 + bucket_count_; }

  // Appends the rows of `word`; the first of them is the word's own.
  WordFeatures Append(absl::string_view word, std::vector<uint32_t>& rows) const;

 private:
  absl::flat_hash_map<std::string, uint32_t> rows_of_words_;
  int bucket_count_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_WORD_FEATURES_H_
