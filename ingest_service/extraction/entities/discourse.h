// What the article has spoken of so far, the latest last.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DISCOURSE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DISCOURSE_H_

#include <vector>

namespace dateline::extraction {

// One place that spoke of somebody.
struct Occurrence {
  std::vector<int> entities;  // one, or the members of a group; never empty
  int token = 0;
  int sentence = 0;
  bool subject = false;
  bool possessive = false;   // "Son's"
  bool quoted = false;       // inside quotation marks
  bool with = false;         // "with the Thai minister"
  bool plural = false;       // several without names: "protesters", or a body that "they" can stand for
};

// Remembers a bounded number of occurrences; the oldest fall out.
class Discourse {
 public:
  void Add(Occurrence occurrence);

  // Joins the subject of a sentence and those it is "with", so that "the two" can stand for them. Call at each
  // sentence's end.
  void EndSentence(int sentence);

  // The latest first.
  std::vector<const Occurrence*> LatestFirst() const;

  // How often an entity occurred by itself.
  int CountOf(int entity) const { return entity < static_cast<int>(counts_.size()) ? counts_[entity] : 0; }

 private:
  std::vector<Occurrence> occurrences_;
  std::vector<int> counts_;  // by entity
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DISCOURSE_H_
