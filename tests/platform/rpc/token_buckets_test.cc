#include "platform/rpc/token_buckets.h"

#include "gtest/gtest.h"

namespace dateline::rpc {
namespace {

const absl::Time kBegin = absl::FromUnixSeconds(1000);

TEST(TokenBuckets, AllowABurstOfASecond) {
  TokenBuckets buckets(3);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(buckets.Take("a", kBegin), absl::ZeroDuration());
  EXPECT_NEAR(absl::ToDoubleSeconds(buckets.Take("a", kBegin)), 1.0 / 3, 1e-6);
}

TEST(TokenBuckets, FillAgainWithTime) {
  TokenBuckets buckets(2);
  buckets.Take("a", kBegin);
  buckets.Take("a", kBegin);
  EXPECT_GT(buckets.Take("a", kBegin + absl::Milliseconds(400)), absl::ZeroDuration());
  EXPECT_EQ(buckets.Take("a", kBegin + absl::Milliseconds(600)), absl::ZeroDuration());
  EXPECT_GT(buckets.Take("a", kBegin + absl::Milliseconds(600)), absl::ZeroDuration());
}

TEST(TokenBuckets, KeepClientsApart) {
  TokenBuckets buckets(1);
  EXPECT_EQ(buckets.Take("a", kBegin), absl::ZeroDuration());
  EXPECT_GT(buckets.Take("a", kBegin), absl::ZeroDuration());
  EXPECT_EQ(buckets.Take("b", kBegin), absl::ZeroDuration());
}

TEST(TokenBuckets, LetLessThanOneASecondThrough) {
  TokenBuckets buckets(0.5);
  EXPECT_EQ(buckets.Take("a", kBegin), absl::ZeroDuration());
  EXPECT_EQ(buckets.Take("a", kBegin), absl::Seconds(2));
  EXPECT_EQ(buckets.Take("a", kBegin + absl::Seconds(2)), absl::ZeroDuration());
}

TEST(TokenBuckets, GiveNothingForAClockThatGoesBack) {
  TokenBuckets buckets(1);
  buckets.Take("a", kBegin);
  EXPECT_GT(buckets.Take("a", kBegin - absl::Hours(1)), absl::ZeroDuration());
  EXPECT_GT(buckets.Take("a", kBegin), absl::ZeroDuration());
}

}  // namespace
}  // namespace dateline::rpc
