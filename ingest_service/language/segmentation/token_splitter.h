// Where the words of a stretch of text without white space begin and end, to the conventions of the treebanks.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_TOKEN_SPLITTER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_TOKEN_SPLITTER_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/segmentation/characters_of_block.h"
#include "ingest_service/language/segmentation/linear_classifier.h"

namespace dateline::language {

// Longer words are cut.
inline constexpr int kMaxTokenCharacters = 256;

// Words written as one that are two ("cannot", "gonna"): after how many characters the second begins.
using FusedWords = absl::flat_hash_map<std::string, int>;

// Characters [begin, end) of a block; empty: none.
struct CharacterRange {
  int begin = 0;
  int end = 0;
  bool HasInside(int position) const { return begin < position && position < end; }
};

// The web or mail address in a stretch without white space: "(see http://example.org/a-b)." holds one. Punctuation that
// ends the stretch is outside.
CharacterRange FindAddress(absl::Span<const BlockCharacter> characters, int begin, int end);

// Which boundaries inside `characters[begin, end)` (a stretch without white space) are open questions: not those
// between letters or digits of one word, but those before "n't".
bool IsOpenBoundary(absl::Span<const BlockCharacter> characters, int begin, int position);

// The features of the boundary before `position`; the word so far begins at `word_begin`. REQUIRES: characters[end]
// exists.
void AddTokenBoundaryFeatures(absl::Span<const BlockCharacter> characters, int begin, int end, int word_begin,
                              int position, FeatureList& features);

class TokenSplitter {
 public:
  TokenSplitter() = default;
  TokenSplitter(LinearClassifier classifier, FusedWords fused_words)
      : classifier_(classifier), fused_words_(std::move(fused_words)) {}

  // Appends the ends of the words of characters[begin, end), in order. `features` is memory kept for the next call.
  void Split(absl::Span<const BlockCharacter> characters, int begin, int end, FeatureList& features,
             std::vector<int>& word_ends) const;

 private:
  // The boundary inside the run of letters that begins at `begin`, 0 if it is one word.
  int FusedBoundary(absl::Span<const BlockCharacter> characters, int begin, int end) const;

  LinearClassifier classifier_;
  FusedWords fused_words_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_TOKEN_SPLITTER_H_
