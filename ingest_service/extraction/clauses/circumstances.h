// Which words of a sentence tell when and where something happened.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_CIRCUMSTANCES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_CIRCUMSTANCES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// "in", "at", "near": a preposition of where something happens.
bool IsLocative(absl::string_view preposition);

// A word whose times and places also hold for an event.
struct Bearer {
  int token = 0;
  int end = 0;  // only modifiers before this token count
};

// The words whose times and places hold for an event at `token` that `predicate` carries, nearest first: the predicate;
// the token; for a noun the clause that tells of its course ("talks that will be held in Oslo"), the nouns joined to it
// ("strikes and fighting in Oslo") and the verb whose argument it is; for an infinitive or participle the clause that
// it completes ("voted on Tuesday to elect"); for a clause that is joined to another one, what stands before the verb
// of that one ("On Monday she met X and called Y"). What lies in the future or is only wished for shares nothing with
// the clause that says so.
std::vector<Bearer> BearersOf(const language::Tree& tree, int token, int predicate);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_CIRCUMSTANCES_H_
