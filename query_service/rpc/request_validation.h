// What requests may say.
#ifndef DATELINE_QUERY_SERVICE_RPC_REQUEST_VALIDATION_H_
#define DATELINE_QUERY_SERVICE_RPC_REQUEST_VALIDATION_H_

#include "absl/status/status.h"
#include "dateline/v1/query_service.pb.h"

namespace dateline::rpc {

struct RequestLimits {
  int max_page_size = 1000;
  int max_batch_size = 1000;
  int max_filter_values = 100;
  int max_text_bytes = 256;
  int max_query_bytes = 1024;
  int max_resolve_results = 100;
  int max_dimensions = 3;
  int max_groups = 10'000;
  int max_independent_sources = 100;
  int min_bookmark_interval_ms = 100;
  int max_bookmark_interval_ms = 60'000;
};

// OK, or INVALID_ARGUMENT with the reason of the first field that is wrong and all that are (BadRequest), of a list the
// first value. Tokens, and the words of a search, are checked when they are read.
absl::Status Validate(const v1::GetFactRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::BatchGetFactsRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::ListFactsRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::SearchFactsRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::AggregateFactsRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::ListCounterpartsRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::ExplainFactRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::ExportFactsRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::WatchFactsRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::GetEntityRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::ListEntitiesRequest& request, const RequestLimits& limits);
absl::Status Validate(const v1::ResolveEntitiesRequest& request, const RequestLimits& limits);

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_REQUEST_VALIDATION_H_
