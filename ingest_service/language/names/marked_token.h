// Tokens as the names stage sees them: shape, word classes, what the gazetteer says begins here.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_MARKED_TOKEN_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_MARKED_TOKEN_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/names/gazetteer.h"
#include "ingest_service/text/document.h"

namespace dateline::language {

enum class Shape : uint8_t {
  kSmall,        // a word without capitals
  kCapitalized,  // "Hanoi", "McCarthy", "al-Assad", "X."
  kCapitals,     // "UN", "G-7", "U.S."
  kNumber,
  kPunctuation,
};

// Where in a phrase of the gazetteer a token stands; a bit each.
enum PhrasePosition : uint8_t { kPhraseBegin = 1, kPhraseInside = 2, kPhraseEnd = 4, kPhraseWhole = 8 };

struct MarkedToken {
  absl::string_view text;  // in the document
  std::string folded;
  uint32_t classes = 0;  // WordClass bits
  Shape shape = Shape::kSmall;
  bool space_before = true;
  bool is_proper_noun = false;   // the tagger says so
  int match_end = 0;             // end of the longest gazetteer phrase that begins here; 0: none
  const Sense* match = nullptr;  // its most telling sense that fits the capitals; null: none

  bool Is(uint32_t word_classes) const { return (classes & word_classes) != 0; }
  std::array<uint8_t, kSenseKinds> phrases = {};  // PhrasePosition bits by SenseKind, whatever the capitals

  bool IsCapital() const { return shape == Shape::kCapitalized || shape == Shape::kCapitals; }
  bool Matches(SenseKind kind) const { return match != nullptr && match->kind == kind; }
};

Shape ShapeOf(absl::string_view word);

// One for each token.
std::vector<MarkedToken> MarkTokens(const Gazetteer& gazetteer, const text::Document& document,
                                    absl::Span<const Token> tokens, absl::Span<const Sentence> sentences);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_MARKED_TOKEN_H_
