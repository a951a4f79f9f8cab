// What is said, read off the complements of a cue.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_COMPLEMENTS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_COMPLEMENTS_H_

#include <vector>

#include "ingest_service/extraction/entities/quotations.h"
#include "ingest_service/extraction/statements/attribution.h"
#include "ingest_service/extraction/statements/cue_lexicon.h"
#include "ingest_service/extraction/statements/sentence_layout.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// Holds its arguments by reference.
class Complements {
 public:
  Complements(const CueLexicon& cues, const language::Tree& tree, const Quotations& quotations,
              const Segments& segments)
      : cues_(cues), tree_(tree), quotations_(quotations), segments_(segments) {}

  // The content that `token` takes as a `cue`; empty: none. Lengthens `cue_words` over a preposition.
  std::vector<TokenRange> Of(int token, const Cue& cue, TokenRange& cue_words) const;

  // What follows the preposition of `cue`; empty: nothing. Lengthens `cue_words` over it.
  TokenRange AfterPreposition(int token, const Cue& cue, TokenRange& cue_words) const;

  // What of `content` stands in the sentence of `cue`, with the quotations that it begins.
  TokenRange Said(int cue, TokenRange content) const;

  // `content`, which follows `cue`, up to the next cue of the same speaker, or to the main clause if it is in another.
  TokenRange BeforeNextCue(int cue, TokenRange content) const;

 private:
  std::vector<TokenRange> ClauseSaid(int token, const Cue& cue) const;
  std::vector<TokenRange> Infinitive(int token) const;
  std::vector<TokenRange> AroundCue(int token) const;
  std::vector<TokenRange> Object(int token, const Cue& cue) const;
  int ContentBegin(int token, const Cue& cue, int begin) const;
  TokenRange UntilNextClause(int cue, TokenRange content) const;
  std::vector<TokenRange> Question(int token) const;
  bool IsReport(int token) const;
  bool OtherSpeaks(int begin, int end) const;
  bool IsJudged(int token) const;
  TokenRange ObjectPhrase(int token, int object) const;

  const CueLexicon& cues_;
  const language::Tree& tree_;
  const Quotations& quotations_;
  const Segments& segments_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_COMPLEMENTS_H_
