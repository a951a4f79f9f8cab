// Finds who says, thinks or wants what.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTION_FINDER_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTION_FINDER_H_

#include <optional>
#include <vector>

#include "ingest_service/extraction/entities/quotations.h"
#include "ingest_service/extraction/statements/attribution.h"
#include "ingest_service/extraction/statements/cue_lexicon.h"
#include "ingest_service/extraction/statements/sentence_layout.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// The attributions of one article. Holds its arguments by reference.
class AttributionFinder {
 public:
  AttributionFinder(const CueLexicon& cues, const language::Tree& tree, const Quotations& quotations)
      : cues_(cues), tree_(tree), quotations_(quotations), segments_(tree, quotations) {}

  // In text order of their cues; some stand inside the content of others. Linear in the tokens, but for deep trees.
  std::vector<Attribution> Find() const;

 private:
  std::optional<Attribution> ByWord(int token, const Cue& cue) const;
  std::optional<Attribution> ByVerb(int verb, const Cue& cue) const;
  std::optional<Attribution> ByPassive(int verb, const Cue& cue) const;
  std::optional<Attribution> ByAdjective(int adjective, const Cue& cue) const;
  std::optional<Attribution> ByNoun(int noun, const Cue& cue) const;
  std::optional<Attribution> According(int source) const;

  // The content that stands in the complements of a cue; lengthens `cue_words` over a preposition.
  std::vector<TokenRange> Complement(int token, const Cue& cue, TokenRange& cue_words) const;
  std::vector<TokenRange> ClauseSaid(int token, const Cue& cue) const;
  std::vector<TokenRange> AroundCue(int token) const;
  TokenRange ObjectPhrase(int token, int object) const;
  TokenRange AfterPreposition(int token, const Cue& cue, TokenRange& cue_words) const;
  void SetSource(Attribution& attribution, int subject) const;
  void DropInsideOtherCues(std::vector<Attribution>& attributions) const;
  TokenRange UntilNextClause(int cue, TokenRange content) const;
  TokenRange BeforeNextCue(int cue, TokenRange content) const;
  bool LeadsToCue(int token) const;
  bool IsJudged(int token) const;
  void ReadLayout(Attribution& attribution) const;
  int ContentBegin(int token, const Cue& cue, int begin) const;
  TokenRange Said(int cue, TokenRange content) const;
  bool TakeCopularClause(int noun, Attribution& attribution) const;
  std::optional<Attribution> ByAside(int noun, const Cue& cue) const;
  void Tidy(Attribution& attribution) const;
  int OuterCue(int token) const;

  const CueLexicon& cues_;
  const language::Tree& tree_;
  const Quotations& quotations_;
  const Segments segments_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTION_FINDER_H_
