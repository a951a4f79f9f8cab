#include "platform/rpc/flood_watch.h"

#include "gtest/gtest.h"

namespace dateline::rpc {
namespace {

constexpr double kMiB = 1 << 20;

absl::Time At(double seconds) { return absl::UnixEpoch() + absl::Seconds(seconds); }

TEST(FloodWatch, TakesWhoSentMostForTheCauseWhereMemoryGrows) {
  FloodWatch watch;
  EXPECT_EQ(watch.Judge(At(0), 100 * kMiB), "");
  watch.Note("a", 300 << 10);
  watch.Note("b", 2 << 20);
  EXPECT_EQ(watch.Judge(At(0.1), 220 * kMiB), "");
  watch.Note("b", 1 << 20);
  EXPECT_EQ(watch.Judge(At(0.2), 230 * kMiB), "b");
  EXPECT_EQ(watch.Judge(At(0.3), 230 * kMiB), "") << "it has not grown since";
}

TEST(FloodWatch, ForgetsWhatWasBeforeTheSecond) {
  FloodWatch watch;
  watch.Note("a", 100 << 20);
  EXPECT_EQ(watch.Judge(At(0), 100 * kMiB), "");
  watch.Note("b", 1 << 20);
  EXPECT_EQ(watch.Judge(At(0.5), 300 * kMiB), "b");
}

TEST(FloodWatch, BlamesNobodyForSlowGrowthOrForFewBytes) {
  FloodWatch watch;
  for (int i = 0; i < 10; ++i) {
    watch.Note("a", 100 << 20);
    EXPECT_EQ(watch.Judge(At(i), 100 * i * kMiB), "");
  }
  watch.Note("b", 200 << 10);
  EXPECT_EQ(watch.Judge(At(9.5), 5000 * kMiB), "");
}

}  // namespace
}  // namespace dateline::rpc
