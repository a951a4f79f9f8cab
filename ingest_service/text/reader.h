// Bytes -> Document.
#ifndef DATELINE_INGEST_SERVICE_TEXT_READER_H_
#define DATELINE_INGEST_SERVICE_TEXT_READER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/text/document.h"

namespace dateline::text {

enum class MediaType { kPlain, kHtml };

// HTML when the body starts (after white space and a byte order mark) like an HTML document, else plain text.
MediaType SniffMediaType(absl::string_view body);

// Reads an article body. INVALID_ARGUMENT: the body is empty or white space only, or is not UTF-8 (the message names
// the byte offset of the first bad byte). Linear time in the body's length, whatever it holds.
absl::StatusOr<Document> ReadArticle(absl::string_view body, MediaType media_type);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_READER_H_
