// What the article has spoken of so far, the latest last.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DISCOURSE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DISCOURSE_H_

#include <vector>

#include "absl/types/span.h"

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

  // How often an entity occurred, of those remembered.
  int CountOf(int entity) const;

 private:
  std::vector<Occurrence> occurrences_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_DISCOURSE_H_
