// One article as a line of JSON.
#ifndef DATELINE_CLI_ARTICLE_JSON_H_
#define DATELINE_CLI_ARTICLE_JSON_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"

namespace dateline::cli {

// Reads an object such as {"url": ..., "published": "2025-08-14", "title": ..., "publisher": ..., "body": ...}; also
// "name", "language" and "media_type". Every value is a string; null and "" mean unknown; other keys are passed over.
// INVALID_ARGUMENT: no JSON object, no body, a value of another type, or a date that is none.
absl::StatusOr<v1::Article> ParseArticleJson(absl::string_view line);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_ARTICLE_JSON_H_
