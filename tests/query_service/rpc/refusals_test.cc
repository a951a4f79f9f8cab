#include "query_service/rpc/refusals.h"

#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

TEST(Refusals, SayWhy) {
  EXPECT_EQ(Overloaded().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(Overloaded()), "OVERLOADED");
  EXPECT_EQ(ShuttingDown().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(errors::Reason(ShuttingDown()), "SHUTTING_DOWN");
}

}  // namespace
}  // namespace dateline::rpc
