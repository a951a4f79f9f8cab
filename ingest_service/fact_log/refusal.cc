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

}  // namespace dateline::fact_log
