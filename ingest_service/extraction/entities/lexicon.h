// What the entity finder knows about words before it reads an article.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_LEXICON_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_LEXICON_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::extraction {

// Pronouns, role nouns, titles and country names. Immutable after Load; shared by threads.
class EntityLexicon {
 public:
  // Reads the tables from `data_directory` (`share/dateline` of an installation). NOT_FOUND names a missing file,
  // DATA_LOSS the line of a table that cannot be read.
  static absl::StatusOr<EntityLexicon> Load(absl::string_view data_directory);
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_LEXICON_H_
