// Document -> Analysis: the language stage behind one call.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ANALYZER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ANALYZER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::language {

// Segments, tags, parses and finds names. Thread safety: const after Create; Analyze may run on any number of threads
// at once, each call with a workspace of its own. Deterministic: equal documents give equal analyses.
class Analyzer {
 public:
  // Loads the model and the gazetteers from `data_directory` (`share/dateline` of an installation).
  // NOT_FOUND names the file that is missing; DATA_LOSS a damaged one; FAILED_PRECONDITION one of another version.
  static absl::StatusOr<std::unique_ptr<const Analyzer>> Create(absl::string_view data_directory);
  ~Analyzer();

  // Sentences are left out where the text has more words than prose: more than 1000 and one for each four bytes of it.
  Analysis Analyze(const text::Document& document) const;

 private:
  struct Parts;
  explicit Analyzer(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ANALYZER_H_
