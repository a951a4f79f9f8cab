// Was a transaction committed whose commit was cut off?
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_COMMIT_OUTCOME_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_COMMIT_OUTCOME_H_

#include "absl/status/statusor.h"
#include "ingest_service/fact_log/feed_head.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

enum class CommitOutcome {
  kCommitted,
  kNotCommitted,
  kUnknowable,  // it changed nothing of the feed, or what it changed is gone
};

// What became of the transaction that was to move the head from `before` to `after`: looked up in what is stored, after
// waiting until it is over, for the database may be about to commit it still. UNAVAILABLE (STORE_UNAVAILABLE): try
// again.
absl::StatusOr<CommitOutcome> FindOutcome(store::Database& database, const FeedHead& before, const FeedHead& after);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_COMMIT_OUTCOME_H_
