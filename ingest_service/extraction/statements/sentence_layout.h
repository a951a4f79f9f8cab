// What the order of words and commas says of a content, where the tree says nothing.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_SENTENCE_LAYOUT_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_SENTENCE_LAYOUT_H_

#include <vector>

#include "ingest_service/extraction/entities/quotations.h"
#include "ingest_service/extraction/statements/attribution.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// Sentences as the words show them: also ". '' ..." begins one. Half open ranges of tokens. Linear time.
class Segments {
 public:
  Segments(const language::Tree& tree, const Quotations& quotations);
  TokenRange Around(int token) const;

 private:
  std::vector<TokenRange> all_;
};

bool HasFiniteVerb(const language::Tree& tree, TokenRange range);

// The content that follows a cue: from "that" or a noun phrase with a verb of its own to the end of `sentence`; of a
// cue with an `addressee` only from "that". Empty:
// nothing like it follows.
TokenRange ClauseAfter(const language::Tree& tree, TokenRange cue_words, TokenRange sentence, bool addressee);

// "The bridge, he said, was safe", "The bridge was safe, he said.": what stands around `speech`, which commas or the
// end of `sentence` close off. Empty: they do not.
std::vector<TokenRange> AroundSpeech(const language::Tree& tree, TokenRange speech, TokenRange sentence);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_SENTENCE_LAYOUT_H_
