// What events are about: PLOVER's contexts, by words of the sentence.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_CONTEXT_LEXICON_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_CONTEXT_LEXICON_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/extraction/candidate.h"
#include "ingest_service/language/analysis/analysis.h"

namespace dateline::extraction {

// Thread safety: const after Load.
class ContextLexicon {
 public:
  // Reads `contexts.tsv` from `data_directory`. NOT_FOUND or INVALID_ARGUMENT (with the line) on failure.
  static absl::StatusOr<ContextLexicon> Load(absl::string_view data_directory);

  // The contexts of a sentence with these tokens, sorted.
  std::vector<std::string> ContextsOf(absl::Span<const language::Token> tokens) const;

  // Gives every event of an article, in text order, the contexts of its sentence.
  void SetContexts(const language::Analysis& analysis, std::vector<Candidate>& events) const;

 private:
  absl::flat_hash_map<std::string, std::vector<std::string>> contexts_of_lemma_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_CONTEXT_LEXICON_H_
