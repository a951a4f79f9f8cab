// HTML -> Document.
#ifndef DATELINE_INGEST_SERVICE_TEXT_HTML_H_
#define DATELINE_INGEST_SERVICE_TEXT_HTML_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/text/document.h"

namespace dateline::text {

// The main text of an HTML page with its metadata (JSON-LD, <meta>, <link>, <time>). INVALID_ARGUMENT: nested so deep
// that no article is (see html_cost.h). REQUIRES: well-formed UTF-8. Linear time.
absl::StatusOr<Document> ReadHtml(absl::string_view body);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_HTML_H_
