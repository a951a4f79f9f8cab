// An article and what it says, for people.
#ifndef DATELINE_CLI_READING_TEXT_H_
#define DATELINE_CLI_READING_TEXT_H_

#include <string>

#include "cli/marked_text.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/ingest_service.pb.h"

namespace dateline::cli {

// Title, name, publisher and date.
std::string ArticleHeading(const v1::Article& article, const TextLayout& layout);

// The article's heading, then each sentence that says something with its facts under it.
std::string ReadingText(const v1::ExtractFactsResponse& reading, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_READING_TEXT_H_
