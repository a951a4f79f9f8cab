// The words by which an article says whose word something is.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_CUE_LEXICON_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_CUE_LEXICON_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// What a cue takes as its content. More than one may be set.
struct Cue {
  bool reports = false;     // somebody says it, in words: a statement. Else somebody thinks, wants or does it.
  bool clause = false;      // "said (that) ...", a quotation, "..., he said"
  bool infinitive = false;  // "promised to ...", "denied taking ..."
  bool object = false;      // "announced the repair", "described the bridge as old"
  bool quotation = false;   // a clause that is a quotation: "He continued: '...'", not "He continued that road"
  bool judged = false;      // "saw the bridge as a danger", not "saw the bridge"
  bool aside = false;       // "in the words of A", "in A's words": what it stands in
  bool addressee = false;   // the object is who hears it: "told reporters that ..."
  bool raises = false;      // the subject is part of the content, nobody is its source: "seems to be old"
  std::vector<std::string> prepositions;  // "called for the repair"
};

// Cues by lemma and part of speech. Thread safety: const after Load.
class CueLexicon {
 public:
  // Reads `cues.tsv` from `data_directory`. NOT_FOUND or INVALID_ARGUMENT (with the line) on failure.
  static absl::StatusOr<CueLexicon> Load(absl::string_view data_directory);
  // The same from the text of such a file. INVALID_ARGUMENT on failure.
  static absl::StatusOr<CueLexicon> Parse(absl::string_view lines);

  // The cue that a word can be, with its particle ("pointed out") if it has one; null: none. Proper nouns and
  // auxiliaries are none.
  const Cue* Find(const language::Tree& tree, int token) const;

  // The cue of a line, by its first two fields; null: there is none.
  const Cue* Named(absl::string_view lemma, absl::string_view part) const;

 private:
  using Cues = absl::flat_hash_map<std::string, Cue>;

  // False: `line` is no cue, or one that is there already.
  bool Add(absl::string_view line);

  Cues verbs_;
  Cues nouns_;
  Cues adjectives_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_CUE_LEXICON_H_
