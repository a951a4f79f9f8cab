// The answers that requests got, so that a repeated one gets the same.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_REQUESTS_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_REQUESTS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "platform/store/database.h"
#include "platform/store/round_trip.h"

namespace dateline::fact_log {

// A request that was answered.
struct AnsweredRequest {
  std::string article;
  int64_t revision = 0;
  int64_t first_offset = 0;  // of the changes it made; 0: none, or not known
  int64_t last_offset = 0;
  std::string response;  // serialized v1::CorrectArticleResponse; empty: it ingested an article
};

// What a request id says of a request.
struct KnownRequest {
  std::optional<AnsweredRequest> answered;  // nothing: there was none of that id, or it is empty
  absl::Status refused;                     // ALREADY_EXISTS (REQUEST_ID_REUSED): it was another request
};

// What `trip` finds is in `known` when it has run. All must live until then.
void AskRequest(const std::string& request_id, const std::string& digest, store::Database& database,
                store::RoundTrip& trip, KnownRequest& known);

// Does nothing when the id is empty.
absl::Status RememberRequest(store::Database& database, const std::string& request_id, const std::string& digest,
                             const AnsweredRequest& answered);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_REQUESTS_H_
