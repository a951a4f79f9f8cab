// Where the sentences of a block of words begin and end.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_SENTENCE_SPLITTER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_SENTENCE_SPLITTER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/segmentation/linear_classifier.h"

namespace dateline::language {

// Longer sentences are cut, so that time stays linear in the text's length.
inline constexpr int kMaxSentenceTokens = 400;

// A word as the splitter sees it.
struct BoundaryWord {
  std::string normalized;
  std::string shape;
  bool space_after = false;
};

// What has been read of the sentence so far.
struct SentenceState {
  int words = 0;
  char quotes = '-';  // 's': a quotation that opened the sentence is open; 'm': one that began in its midst; '-': none
  int open_brackets = 0;
  std::string first_word;

  void Read(const BoundaryWord& word);
};

// Whether a sentence may end after words[index]: not between small letters. REQUIRES: index + 1 < words.size().
bool MayEndSentence(absl::Span<const BoundaryWord> words, int index);

void AddSentenceBoundaryFeatures(absl::Span<const BoundaryWord> words, int index, const SentenceState& state,
                                 FeatureList& features);

class SentenceSplitter {
 public:
  SentenceSplitter() = default;
  explicit SentenceSplitter(LinearClassifier classifier) : classifier_(classifier) {}

  // Appends the number of words of each sentence of a block. `features` is memory kept for the next call.
  void Split(absl::Span<const BoundaryWord> words, FeatureList& features, std::vector<int>& lengths) const;

 private:
  LinearClassifier classifier_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_SENTENCE_SPLITTER_H_
