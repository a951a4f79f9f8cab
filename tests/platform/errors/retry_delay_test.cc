#include "platform/errors/retry_delay.h"

#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::errors {
namespace {

TEST(RetryDelay, IsWhatTheErrorSays) {
  const absl::Duration delay = absl::Seconds(2) + absl::Milliseconds(5);
  EXPECT_EQ(RetryDelay(WithRetryDelay(absl::UnavailableError("busy"), delay)), delay);
}

TEST(RetryDelay, IsNothingWhereTheErrorSaysNothing) {
  EXPECT_FALSE(RetryDelay(Error(absl::StatusCode::kUnavailable, "BUSY", "busy")).has_value());
}

}  // namespace
}  // namespace dateline::errors
