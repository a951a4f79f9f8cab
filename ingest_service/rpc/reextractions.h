// Re-extractions as callers ask for them.
#ifndef DATELINE_INGEST_SERVICE_RPC_REEXTRACTIONS_H_
#define DATELINE_INGEST_SERVICE_RPC_REEXTRACTIONS_H_

#include <functional>

#include "absl/status/statusor.h"
#include "dateline/v1/ingest_service.pb.h"
#include "ingest_service/fact_log/fact_log.h"

namespace dateline::ingest_rpc {

// `done` is called once: at once when the request is refused, else on the log's thread.
void StartStoredReextraction(fact_log::FactLog& log, const v1::ReextractArticlesRequest& request,
                             std::function<void(absl::StatusOr<v1::ReextractArticlesResponse>)> done);
void CancelStoredReextraction(fact_log::FactLog& log, const v1::CancelReextractionRequest& request,
                              std::function<void(absl::StatusOr<v1::CancelReextractionResponse>)> done);

absl::StatusOr<v1::GetReextractionResponse> GetStoredReextraction(fact_log::LogReader& reader,
                                                                  const v1::GetReextractionRequest& request);

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_REEXTRACTIONS_H_
