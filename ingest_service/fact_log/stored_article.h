// Reading an article with its facts.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_STORED_ARTICLE_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_STORED_ARTICLE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/fact_log/article_write.h"
#include "platform/sqlite/database.h"

namespace dateline::fact_log {

// The article of a serialized ARTICLE_ADDED change, without body. DATA_LOSS: it cannot be read.
absl::StatusOr<v1::Article> ParseArticleAdded(absl::string_view payload);

// Revision `revision` of article `name` and its facts. REQUIRES: it is stored; INTERNAL otherwise.
absl::StatusOr<StoredArticle> LoadStoredArticle(sqlite::Database& database, const std::string& name, int64_t revision);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_STORED_ARTICLE_H_
