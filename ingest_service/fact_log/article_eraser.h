// Erases an article with all that came from it, inside a transaction.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_ERASER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_ERASER_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ingest_service/fact_log/article_traces.h"
#include "ingest_service/fact_log/article_write.h"
#include "ingest_service/fact_log/change_writer.h"

namespace dateline::fact_log {

// docs/feed_protocol.md ("Purges") says what is deleted and what is written. `traces` were found before the transaction
// began: the feed is read from where they end, and as a whole only if the article has named other entities since, or if
// the feed is another one there.
// `result` is the outcome for the article: erased now or before; or a refusal, and nothing is written: NOT_FOUND
// (ARTICLE_NOT_FOUND), ABORTED (ETAG_MISMATCH). The returned status is the store's: after an error the transaction must
// be rolled back. After the commit FinishPurges must run before anyone is told.
absl::Status EraseArticle(const PurgeOrder& order, const ArticleTraces& traces, ChangeWriter& writer,
                          absl::StatusOr<PurgedArticle>& result);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_ERASER_H_
