// Writes one new article with all that belongs to it, inside a transaction.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_APPENDER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_APPENDER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ingest_service/fact_log/article_knowledge.h"
#include "ingest_service/fact_log/article_write.h"
#include "ingest_service/fact_log/change_writer.h"

namespace dateline::fact_log {

// An article with its changes serialized, so that the thread that writes has only to write.
struct PreparedArticle {
  ArticleWrite write;  // its article without body
  std::string body;
  std::string article_change;             // serialized v1::Change
  std::vector<std::string> fact_changes;  // serialized v1::Change, in the order of write.facts
  Evidence evidence;
};

// Makes `write` the first revision of an article; a withheld one says nothing.
PreparedArticle PrepareArticle(ArticleWrite write);

// Writes `prepared` through `writer`. `result` is the article's own outcome: it is stored (is_new; its facts are those
// of `prepared`, and not copied); or it was stored before, and nothing is written again; or it is refused
// (ALREADY_EXISTS, FAILED_PRECONDITION), and nothing is written. The returned status is the store's: after an error the
// transaction must be rolled back.
absl::Status AppendArticle(const PreparedArticle& prepared, ChangeWriter& writer,
                           absl::StatusOr<StoredArticle>& result);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_APPENDER_H_
