// The forms of verbs that training may never have seen: "extradited" is of "extradite".
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_TAGGING_VERB_FORMS_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_TAGGING_VERB_FORMS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"

namespace dateline::language {

// The third person, the gerund and the regular past of a verb: "stops", "stopping", "stopped".
std::vector<std::string> RegularForms(absl::string_view lemma);

// Thread safety: const after Load.
class VerbForms {
 public:
  // Reads `verbs.tsv` from `data_directory`. NOT_FOUND names the file.
  static absl::StatusOr<VerbForms> Load(absl::string_view data_directory);
  // As Load, from the text of such a file.
  static VerbForms Parse(absl::string_view text);

  // `lemma` if it is a verb, else the verb of which `form` is a form, else `lemma`.
  std::string Corrected(absl::string_view form, absl::string_view lemma) const;

  // Corrects the lemmas of the verbs among `tokens`, whose forms are `words`. REQUIRES: both have the same size.
  void Correct(absl::Span<const absl::string_view> words, absl::Span<Token> tokens) const;

 private:
  absl::flat_hash_set<std::string> lemmas_;
  absl::flat_hash_map<std::string, std::string> lemma_of_form_;  // forms of one verb only, or of the first in the file
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_TAGGING_VERB_FORMS_H_
