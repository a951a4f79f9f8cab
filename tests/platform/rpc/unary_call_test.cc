#include "platform/rpc/unary_call.h"

#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

TEST(Overloaded, TellsCallersToComeAgain) {
  const absl::Status status = Overloaded();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(status), "OVERLOADED");
  EXPECT_TRUE(status.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
}

}  // namespace
}  // namespace dateline::rpc
