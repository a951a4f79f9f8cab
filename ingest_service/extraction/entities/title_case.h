// Titles as a reference work prints them.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLE_CASE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLE_CASE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extraction {

// "Minister of Justice" of "minister of justice": small words stay small.
std::string TitleCase(absl::string_view text);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_TITLE_CASE_H_
