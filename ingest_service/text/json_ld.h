// schema.org descriptions of an article as pages embed them.
#ifndef DATELINE_INGEST_SERVICE_TEXT_JSON_LD_H_
#define DATELINE_INGEST_SERVICE_TEXT_JSON_LD_H_

#include "absl/strings/string_view.h"
#include "ingest_service/text/document.h"

namespace dateline::text {

// Sets those of title, publisher, url, byline and published that are unknown from the first article in `json`: an
// object whose @type is NewsArticle or another kind of article, at the top, in an array, in @graph or as mainEntity.
// Anything else, broken JSON included, changes nothing.
void ReadJsonLd(absl::string_view json, Document* document);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_JSON_LD_H_
