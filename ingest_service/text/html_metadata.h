// What a page says about its article.
#ifndef DATELINE_INGEST_SERVICE_TEXT_HTML_METADATA_H_
#define DATELINE_INGEST_SERVICE_TEXT_HTML_METADATA_H_

#include <gumbo.h>

#include "ingest_service/text/document.h"

namespace dateline::text {

// Sets title, publisher, url, byline and published of `document`, each from the first source that knows it: JSON-LD (an
// article of schema.org, at the top, in an array or in @graph), <meta> and <link>, <time>, <title>. Broken JSON is no
// error: the next source is asked. Recursion is as deep as the tree.
void ReadHtmlMetadata(const GumboNode& root, Document* document);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_HTML_METADATA_H_
