// An article and what it says, for people.
#ifndef DATELINE_CLI_READING_TEXT_H_
#define DATELINE_CLI_READING_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "cli/marked_text.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/ingest_service.pb.h"

namespace dateline::cli {

// Title, name, publisher and date.
std::string ArticleHeading(const v1::Article& article, const TextLayout& layout);

// The article's heading, then its `text` as a reader sees it: each sentence that says something with its facts under
// it, the rest dim on a terminal.
std::string ReadingText(const v1::ExtractFactsResponse& reading, absl::string_view text, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_READING_TEXT_H_
