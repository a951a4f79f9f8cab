// Names of capitals.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_ACRONYM_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_ACRONYM_H_

#include "absl/strings/string_view.h"

namespace dateline::extraction {

// Whether a name as written may be an acronym: 2 to 12 bytes that begin with a capital and have no small ASCII letter.
bool IsAcronym(absl::string_view name);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_ACRONYM_H_
