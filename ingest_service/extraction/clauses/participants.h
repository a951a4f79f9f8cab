// From words to the entities that take part: mentions, coordination, and the entities inside a phrase.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_PARTICIPANTS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_PARTICIPANTS_H_

#include <vector>

#include "ingest_service/extraction/candidate.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// Collects participants of one candidate; an entity enters a role once. Keeps references to its arguments.
class ParticipantCollector {
 public:
  ParticipantCollector(const language::Tree& tree, const Entities& entities,
                       std::vector<CandidateParticipant>& collected)
      : tree_(tree), entities_(entities), collected_(collected) {}

  // The entities that the phrase headed by `token` names, with its conjuncts. False: it names none.
  bool AddPhrase(Role role, int token);

  // As AddPhrase; if the head names nobody, the entities inside the phrase ("the outcomes of the meeting of A and B"):
  // possessors, complements and modifiers, but no places, times or relative clauses.
  bool AddPhraseOrContents(Role role, int token);

  // The entities of one mention.
  void AddMention(Role role, const Mention& mention);

  bool Has(Role role) const;
  bool empty() const { return collected_.empty(); }

 private:
  bool AddContents(Role role, int token, int depth);

  const language::Tree& tree_;
  const Entities& entities_;
  std::vector<CandidateParticipant>& collected_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_PARTICIPANTS_H_
