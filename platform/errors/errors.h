// absl::Status with the details of google.rpc: why (ErrorInfo), which field (BadRequest), when to retry (RetryInfo).
#ifndef DATELINE_PLATFORM_ERRORS_ERRORS_H_
#define DATELINE_PLATFORM_ERRORS_ERRORS_H_

#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

// Details are payloads of the status under the type URL of their message, so they travel through every layer and, by
// platform/rpc, over the wire.
namespace dateline::errors {

// The domain of every ErrorInfo that these functions make.
inline constexpr absl::string_view kDomain = "dateline";

// An error with a machine-readable `reason` such as "BODY_EMPTY". REQUIRES: `code` is not OK.
absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view message,
                   const std::map<std::string, std::string>& metadata = {});

// An INVALID_ARGUMENT error that names the field that is wrong, by its path in the request ("article.body"). The status
// message is `field: description`.
absl::Status FieldError(absl::string_view reason, absl::string_view field, absl::string_view description,
                        const std::map<std::string, std::string>& metadata = {});

// Tells callers to try again after `delay`.
absl::Status WithRetryDelay(absl::Status error, absl::Duration delay);

// What WithRetryDelay said; nothing: it did not.
std::optional<absl::Duration> RetryDelay(const absl::Status& status);

// `error` with `prefix` before its message; details are kept.
absl::Status WithMessagePrefix(const absl::Status& error, absl::string_view prefix);

// The reason; empty: the status has none.
std::string Reason(const absl::Status& status);

// A value of ErrorInfo's metadata; empty: none of this key.
std::string Metadata(const absl::Status& status, const std::string& key);

// The path of the first field that BadRequest names; empty: none.
std::string InvalidField(const absl::Status& status);

}  // namespace dateline::errors

#endif  // DATELINE_PLATFORM_ERRORS_ERRORS_H_
