// Errors with a reason of the contract.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_REFUSAL_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_REFUSAL_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/error_reason.pb.h"

namespace dateline::fact_log {

// The reason as ErrorInfo spells it: "BODY_EMPTY".
std::string ReasonName(v1::ErrorReason reason);

// The reason of that spelling; ERROR_REASON_UNSPECIFIED: there is none.
v1::ErrorReason ReasonOfName(absl::string_view name);

absl::Status Refusal(absl::StatusCode code, v1::ErrorReason reason, absl::string_view message,
                     const std::map<std::string, std::string>& metadata = {});

// NOT_FOUND (ARTICLE_NOT_FOUND).
absl::Status ArticleNotFound(absl::string_view name);

// ABORTED (ETAG_MISMATCH).
absl::Status EtagMismatch(absl::string_view name);

// RESOURCE_EXHAUSTED (OVERLOADED): too many writes wait.
absl::Status Overloaded();

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_REFUSAL_H_
