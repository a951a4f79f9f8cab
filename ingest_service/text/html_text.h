// An element of a page -> running text with its way back to the page.
#ifndef DATELINE_INGEST_SERVICE_TEXT_HTML_TEXT_H_
#define DATELINE_INGEST_SERVICE_TEXT_HTML_TEXT_H_

#include "absl/strings/string_view.h"
#include "ingest_service/text/document.h"
#include "ingest_service/text/html_content.h"

namespace dateline::text {

// Fills `document.text`, `.offsets` and `.blocks` from the article that `content` found in the tree of `body`: a block
// for each paragraph, heading and list item; white space collapsed; links that stand alone left out.
void WriteHtmlText(const MainContent& content, absl::string_view body, Document* document);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_HTML_TEXT_H_
