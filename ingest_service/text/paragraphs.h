// Plain text -> blocks.
#ifndef DATELINE_INGEST_SERVICE_TEXT_PARAGRAPHS_H_
#define DATELINE_INGEST_SERVICE_TEXT_PARAGRAPHS_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/text/document.h"

namespace dateline::text {

// The paragraphs, headlines and list items of a plain text, without the white space and bullets around them. A blank
// line always ends a block. A single line break ends one too, unless the text is wrapped at a fixed width (at most 100
// columns) and the line was full: then the next line goes on with it. Linear time.
std::vector<Block> SplitParagraphs(absl::string_view text);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_PARAGRAPHS_H_
