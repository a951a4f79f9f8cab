#include "ingest_service/fact_log/refusal.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "platform/errors/errors.h"

namespace dateline::fact_log {
namespace {

constexpr char kPrefix[] = "ERROR_REASON_";

}  // namespace

std::string ReasonName(v1::ErrorReason reason) {
  return std::string(absl::StripPrefix(v1::ErrorReason_Name(reason), kPrefix));
}

v1::ErrorReason ReasonOfName(absl::string_view name) {
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  return v1::ErrorReason_Parse(absl::StrCat(kPrefix, name), &reason) ? reason : v1::ERROR_REASON_UNSPECIFIED;
}

absl::Status Refusal(absl::StatusCode code, v1::ErrorReason reason, absl::string_view message,
                     const std::map<std::string, std::string>& metadata) {
  return errors::Error(code, ReasonName(reason), message, metadata);
}

absl::Status ArticleNotFound(absl::string_view name) {
  return Refusal(absl::StatusCode::kNotFound, v1::ERROR_REASON_ARTICLE_NOT_FOUND, absl::StrCat("no article ", name));
}

absl::Status EtagMismatch(absl::string_view name) {
  return Refusal(absl::StatusCode::kAborted, v1::ERROR_REASON_ETAG_MISMATCH,
                 absl::StrCat(name, " has changed since this etag was read; read it again"));
}

absl::Status Overloaded() {
  return errors::WithRetryDelay(Refusal(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_OVERLOADED,
                                        "too many writes wait to be stored; send fewer at once"),
                                absl::Milliseconds(100));
}

}  // namespace dateline::fact_log
