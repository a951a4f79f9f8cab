// Changes a stored article with all that belongs to it, inside a transaction.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_CHANGER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_CHANGER_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ingest_service/fact_log/article_write.h"
#include "ingest_service/fact_log/change_writer.h"

namespace dateline::fact_log {

// In each, `result` is the outcome for the article: changed, or as it was because nothing is different, or what the
// same request got before; or a refusal, and nothing is written: NOT_FOUND (ARTICLE_NOT_FOUND), ABORTED
// (ETAG_MISMATCH), FAILED_PRECONDITION (ARTICLE_PURGED), ALREADY_EXISTS (REQUEST_ID_REUSED). The returned status is the
// store's: after an error the transaction must be rolled back. docs/feed_protocol.md says what is written.

// Makes `write` the revision in force, or gives the revision another status.
absl::Status CorrectArticle(const ArticleWrite& write, ChangeWriter& writer, absl::StatusOr<ChangedArticle>& result);

absl::Status RetractArticle(const Withdrawal& withdrawal, ChangeWriter& writer, absl::StatusOr<ChangedArticle>& result);

// Lets the revision in force say what it was found to say when it was read again. An article that is withheld or
// canceled stays as it is. REQUIRES: `write` has an etag.
absl::Status RereadArticle(const ArticleWrite& write, ChangeWriter& writer, absl::StatusOr<ChangedArticle>& result);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_CHANGER_H_
