// Nouns that attribute: "his claim that ...", "expressed concern about ...", "in the words of ...".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_NOUN_CUES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_NOUN_CUES_H_

#include <optional>

#include "ingest_service/extraction/statements/complements.h"

namespace dateline::extraction {

// Holds its arguments by reference.
class NounCues {
 public:
  NounCues(const language::Tree& tree, const Quotations& quotations, const Segments& segments,
           const Complements& complements)
      : tree_(tree), quotations_(quotations), segments_(segments), complements_(complements) {}

  // What `noun` attributes as a `cue`.
  std::optional<Attribution> At(int noun, const Cue& cue) const;

 private:
  std::optional<Attribution> Aside(int noun, const Cue& cue) const;
  bool TakeClause(int noun, const Cue& cue, Attribution& attribution) const;
  bool TakeCopularClause(int noun, Attribution& attribution) const;

  const language::Tree& tree_;
  const Quotations& quotations_;
  const Segments& segments_;
  const Complements& complements_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_NOUN_CUES_H_
