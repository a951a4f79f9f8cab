#include "platform/threading/steady_deadline.h"

#include "gtest/gtest.h"

namespace dateline::threading {
namespace {

TEST(ToSteadyTime, IsAsFarAwayAsTheDeadline) {
  const auto before = std::chrono::steady_clock::now();
  const SteadyTime deadline = ToSteadyTime(absl::Now() + absl::Seconds(10));
  EXPECT_GT(deadline, before + std::chrono::seconds(9));
  EXPECT_LT(deadline, std::chrono::steady_clock::now() + std::chrono::seconds(11));
}

TEST(ToSteadyTime, IsNowOrInAYearAtTheBounds) {
  const SteadyTime past = ToSteadyTime(absl::InfinitePast());
  EXPECT_LE(past, std::chrono::steady_clock::now());
  EXPECT_GT(ToSteadyTime(absl::InfiniteFuture()), std::chrono::steady_clock::now() + std::chrono::hours(8000));
}

}  // namespace
}  // namespace dateline::threading
