// Matchers for absl::Status and absl::StatusOr (Debian's Abseil has none).
#ifndef DATELINE_TESTS_TESTING_STATUS_MATCHERS_H_
#define DATELINE_TESTS_TESTING_STATUS_MATCHERS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"

namespace dateline::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& status_or) {
  return status_or.status();
}

// EXPECT_THAT(Load(path), IsOk());
MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

// EXPECT_THAT(Load(path), StatusIs(absl::StatusCode::kNotFound, HasSubstr(path)));
MATCHER_P2(StatusIs, code, message_matcher, "") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code && ::testing::Matches(message_matcher)(std::string(StatusOf(arg).message()));
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_STATUS_MATCHERS_H_
