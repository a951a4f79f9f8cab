// One sentence -> candidate names, by shape, gazetteer and the words around; no trained model.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_RULES_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_RULES_H_

#include <vector>

#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/names/marked_token.h"

namespace dateline::language {

enum class Certainty : uint8_t {
  kDoubtful,  // a lone capitalised word that may not be a name at all
  kGuess,     // a name, of a type that the document may overrule
  kLikely,    // a name of several words
  kEvident,   // the words themselves or a title before them tell
};

struct CandidateName {
  Name name;
  Certainty certainty = Certainty::kGuess;
};

// Candidates of tokens [sentence.begin_token, sentence.end_token) in order, disjoint.
std::vector<CandidateName> FindCandidates(absl::Span<const MarkedToken> tokens, const Sentence& sentence);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_RULES_H_
