// Who says what: direct, indirect and mixed quotations.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_STATEMENT_FINDER_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_STATEMENT_FINDER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/extraction/candidate.h"
#include "ingest_service/extraction/clauses/timing.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/statements/cue_lexicon.h"
#include "ingest_service/language/analysis/tree.h"
#include "ingest_service/text/document.h"

namespace dateline::extraction {

// Finds statements. Thread safety: const after Load.
class StatementFinder {
 public:
  // Reads `cues.tsv` from `data_directory`. NOT_FOUND or INVALID_ARGUMENT (with the line) on failure.
  static absl::StatusOr<StatementFinder> Load(absl::string_view data_directory);

  // The statements of an article in text order, kind kStatement. Statements of nobody in particular are left out.
  std::vector<Candidate> Find(const text::Document& document, const language::Tree& tree, const Entities& entities,
                              const ClauseTimes& times) const;

 private:
  explicit StatementFinder(CueLexicon cues) : cues_(std::move(cues)) {}

  CueLexicon cues_;
};

// Gives every candidate of `others` whose trigger stands inside what a statement says that statement's speaker. Of
// statements inside statements the innermost counts. O(n log n) of both, where what is said nests.
void Attribute(const std::vector<Candidate>& statements, std::vector<Candidate>& others);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_STATEMENT_FINDER_H_
