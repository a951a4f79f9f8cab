// All that is wrong with the fields of a request, in one status.
#ifndef DATELINE_PLATFORM_ERRORS_FIELD_ERRORS_H_
#define DATELINE_PLATFORM_ERRORS_FIELD_ERRORS_H_

#include <initializer_list>

#include "absl/status/status.h"

namespace dateline::errors {

// The first of `checks` that failed, with the field violations (BadRequest) of all that did; OK: none failed.
absl::Status JoinFieldErrors(std::initializer_list<absl::Status> checks);

}  // namespace dateline::errors

#endif  // DATELINE_PLATFORM_ERRORS_FIELD_ERRORS_H_
