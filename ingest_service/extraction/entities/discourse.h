// What the article has spoken of so far, the latest last.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DISCOURSE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DISCOURSE_H_

#include <vector>

#include "ingest_service/language/analysis/analysis.h"

namespace dateline::extraction {

// One place that spoke of somebody.
struct Occurrence {
  std::vector<int> entities;  // one, or the members of a group; never empty
  int token = 0;
  int sentence = 0;
  language::NameType type = language::NameType::kPerson;  // of all of `entities`
  bool subject = false;
  int clause = -1;          // the token whose subject it is, itself or in coordination; -1: none or unknown
  bool first = false;       // the first person or body that its sentence names
  bool possessive = false;  // "Son's"
  bool quoted = false;      // inside quotation marks
  bool with = false;        // "with the Thai minister"
  bool plural = false;      // several without names: "protesters", or a body that "they" can stand for
};

// Remembers a bounded number of occurrences; the oldest fall out.
class Discourse {
 public:
  void Add(Occurrence occurrence);

  // Remembers who acted together in a sentence, so that "the two" can stand for them: subjects of one verb, and the
  // subject of a sentence and whom it is "with". Call at each sentence's end.
  void EndSentence(int sentence);

  // The latest first.
  std::vector<const Occurrence*> LatestFirst() const;

  // How often an entity occurred by itself.
  int CountOf(int entity) const { return entity < static_cast<int>(counts_.size()) ? counts_[entity] : 0; }

 private:
  void JoinCompanions(int sentence, language::NameType type);
  void JoinSubjects(int sentence, language::NameType type);
  void AddPair(std::vector<int> entities, int sentence, language::NameType type);

  std::vector<Occurrence> occurrences_;
  std::vector<int> counts_;  // by entity
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DISCOURSE_H_
