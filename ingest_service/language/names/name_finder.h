// Tokens -> names of persons, organizations, countries and places.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_FINDER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_FINDER_H_

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/names/gazetteer.h"
#include "ingest_service/language/names/name_recognizer.h"
#include "ingest_service/text/document.h"

namespace dateline::language {

// Const after Create; Find may run on any number of threads at once. Deterministic.
class NameFinder {
 public:
  // Gazetteers from `data_directory`, the recognizer from `model`, which must outlive the finder. Errors as
  // Gazetteer::Create and NameRecognizer::Load.
  static absl::StatusOr<std::unique_ptr<const NameFinder>> Create(absl::string_view data_directory,
                                                                  const ModelFile& model);

  // By rules and gazetteers alone.
  static absl::StatusOr<std::unique_ptr<const NameFinder>> Create(absl::string_view data_directory);

  // The names of a document in text order, disjoint, each inside one sentence.
  // REQUIRES: token spans lie in document.text; sentences cover tokens in order.
  std::vector<Name> Find(const text::Document& document, const std::vector<Token>& tokens,
                         const std::vector<Sentence>& sentences) const;

  // Also for the stages after this one. Lives as long as the NameFinder.
  const Gazetteer& gazetteer() const { return *gazetteer_; }

 private:
  explicit NameFinder(std::unique_ptr<const Gazetteer> gazetteer) : gazetteer_(std::move(gazetteer)) {}

  std::unique_ptr<const Gazetteer> gazetteer_;
  std::optional<NameRecognizer> recognizer_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_NAME_FINDER_H_
