#include "query_service/feed_client/backoff.h"

#include "gmock/gmock.h"

namespace dateline::feed_client {
namespace {

TEST(Backoff, WaitsBetweenHalfAndAllOfADoublingTime) {
  Backoff backoff(absl::Milliseconds(100), absl::Milliseconds(350));
  for (const int whole : {100, 200, 350, 350}) {
    const absl::Duration wait = backoff.NextWait();
    EXPECT_GE(wait, absl::Milliseconds(whole) / 2);
    EXPECT_LE(wait, absl::Milliseconds(whole));
  }
}

TEST(Backoff, BeginsAnewAfterASuccess) {
  Backoff backoff(absl::Milliseconds(100), absl::Seconds(5));
  for (int attempt = 0; attempt < 5; ++attempt) backoff.NextWait();
  backoff.Reset();
  EXPECT_LE(backoff.NextWait(), absl::Milliseconds(100));
}

TEST(Backoff, IsNotTheSameTwice) {
  Backoff first(absl::Seconds(1), absl::Seconds(1));
  Backoff second(absl::Seconds(1), absl::Seconds(1));
  EXPECT_NE(first.NextWait(), second.NextWait());
}

}  // namespace
}  // namespace dateline::feed_client
