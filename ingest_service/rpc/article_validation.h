// Is an article from outside one that can be read?
#ifndef DATELINE_INGEST_SERVICE_RPC_ARTICLE_VALIDATION_H_
#define DATELINE_INGEST_SERVICE_RPC_ARTICLE_VALIDATION_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"

namespace dateline::ingest_rpc {

struct ArticleLimits {
  int64_t max_body_bytes = 1 << 20;
  int64_t max_title_bytes = 4096;
  int64_t max_url_bytes = 4096;
  int64_t max_publisher_bytes = 256;
};

// OK: every field is as article.proto says. INVALID_ARGUMENT: the status names the fields, with the reason of the
// first: BODY_EMPTY, BODY_NOT_UTF8, BODY_TOO_LARGE, NAME_INVALID, ENUM_UNKNOWN or FIELD_INVALID.
absl::Status ValidateArticle(const v1::Article& article, const ArticleLimits& limits);

// `name` is `articles/{article}`. INVALID_ARGUMENT (NAME_INVALID): names `field`.
absl::Status ValidateArticleName(absl::string_view name, absl::string_view field);

// INVALID_ARGUMENT (FIELD_INVALID): not 1 to 128 printable ASCII characters, nor empty.
absl::Status ValidateRequestId(absl::string_view request_id);

// INVALID_ARGUMENT (FIELD_INVALID): longer than 64 bytes.
absl::Status ValidateEtag(absl::string_view etag);

// INVALID_ARGUMENT (FIELD_INVALID): longer than 1024 bytes.
absl::Status ValidateReason(absl::string_view reason);

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_ARTICLE_VALIDATION_H_
