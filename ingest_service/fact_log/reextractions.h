// Re-extractions as the store keeps them, inside the caller's transaction.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_REEXTRACTIONS_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_REEXTRACTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "dateline/v1/ingest_service.pb.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

struct StoredReextraction {
  int64_t id = 0;
  v1::ReextractArticlesRequest request;
  std::string last_article;  // every article up to this name is done; empty: none
  v1::Reextraction progress;
};

// Begins one, unless one is running or the request began one before: `result` is that one then. ALREADY_EXISTS
// (REQUEST_ID_REUSED), in `result`: the id was used with another request. The returned status is the store's.
absl::Status StartReextraction(const v1::ReextractArticlesRequest& request, const std::string& extractor,
                               store::Database& database, absl::StatusOr<v1::Reextraction>& result);

// Is `article` behind those that are done? Else another process has read it again.
absl::StatusOr<bool> IsNextOfReextraction(int64_t id, const std::string& article, store::Database& database);

// Notes that `article` was read again with these changes. Does nothing to one that has ended.
absl::Status AdvanceReextraction(int64_t id, const std::string& article, absl::Span<const v1::FactChange> changes,
                                 store::Database& database);

// Ends one that is running: `state` is DONE or CANCELED. `result` is how it stands, or NOT_FOUND
// (REEXTRACTION_NOT_FOUND). The returned status is the store's.
absl::Status EndReextraction(absl::string_view name, v1::ReextractionState state, store::Database& database,
                             absl::StatusOr<v1::Reextraction>& result);

// NOT_FOUND (REEXTRACTION_NOT_FOUND).
absl::StatusOr<v1::Reextraction> FindReextraction(absl::string_view name, store::Database& database);

// The one that is running, if any.
absl::StatusOr<std::optional<StoredReextraction>> FindRunningReextraction(store::Database& database);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_REEXTRACTIONS_H_
