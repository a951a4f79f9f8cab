// What stays of purged articles.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_PURGED_ARTICLES_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_PURGED_ARTICLES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/ingest_service.pb.h"
#include "platform/store/database.h"
#include "platform/store/round_trip.h"

namespace dateline::fact_log {

// The receipt of a purge and where it stands in the feed.
struct StoredReceipt {
  v1::PurgeReceipt receipt;
  int64_t feed_offset = 0;
};

// `purged` is true when `trip` has run and the article was purged. All must live until then.
void AskPurged(absl::string_view article, store::Database& database, store::RoundTrip& trip, bool& purged);

// FAILED_PRECONDITION (ARTICLE_PURGED).
absl::Status ArticlePurged(absl::string_view article);

// With its confirmations; `unconfirmed_consumers` are those who acknowledged something after `leases_since`. Nothing:
// no article of this name was purged.
absl::StatusOr<std::optional<StoredReceipt>> FindReceipt(store::Database& database, absl::string_view article,
                                                         absl::Time leases_since);

// Offset of the last ARTICLE_PURGED; 0: there was none.
absl::StatusOr<int64_t> FindLastPurge(store::Database& database);

// Rewrites the store's files if a purge was committed since the last time, so that no free page holds what it deleted.
// Costs in proportion to the store. REQUIRES: no transaction is open.
absl::Status FinishPurges(store::Database& database);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_PURGED_ARTICLES_H_
