// Finds who says, thinks or wants what.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTION_FINDER_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTION_FINDER_H_

#include <optional>
#include <vector>

#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/statements/complements.h"
#include "ingest_service/extraction/statements/noun_cues.h"

namespace dateline::extraction {

// The attributions of one article. Holds its arguments by reference.
class AttributionFinder {
 public:
  AttributionFinder(const CueLexicon& cues, const language::Tree& tree, const Quotations& quotations)
      : cues_(cues),
        tree_(tree),
        quotations_(quotations),
        segments_(tree, quotations),
        complements_(cues, tree, quotations, segments_),
        nouns_(tree, quotations, segments_, complements_) {}
  AttributionFinder(const AttributionFinder&) = delete;
  AttributionFinder& operator=(const AttributionFinder&) = delete;

  // In text order of their cues; some stand inside the content of others. Each cue costs its sentence at most.
  std::vector<Attribution> Find() const;

 private:
  std::vector<Attribution> Candidates() const;
  std::optional<Attribution> ByWord(int token, const Cue& cue) const;
  std::optional<Attribution> ByVerb(int verb, const Cue& cue) const;
  std::optional<Attribution> ByPassive(int verb, const Cue& cue) const;
  std::optional<Attribution> According(int source) const;
  Subject SubjectOf(int verb) const;
  bool IsMade(int adjective) const;
  bool LeadsToCue(int token) const;
  int OuterCue(int token) const;
  void ReadLayout(Attribution& attribution) const;
  void DropInsideOtherCues(std::vector<Attribution>& attributions) const;
  void EndContentsBeforeAsides(std::vector<Attribution>& attributions) const;
  void Tidy(Attribution& attribution) const;

  const CueLexicon& cues_;
  const language::Tree& tree_;
  const Quotations& quotations_;
  const Segments segments_;
  const Complements complements_;
  const NounCues nouns_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTION_FINDER_H_
