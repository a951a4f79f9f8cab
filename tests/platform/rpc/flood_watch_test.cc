#include "platform/rpc/flood_watch.h"

#include "gtest/gtest.h"

namespace dateline::rpc {
namespace {

constexpr double kMiB = 1 << 20;
constexpr int64_t kMaxGrowth = 128 << 20;

absl::Time At(double seconds) { return absl::UnixEpoch() + absl::Seconds(seconds); }

TEST(FloodWatch, TakesWhoSentMostForTheCauseWhereMemoryGrows) {
  FloodWatch watch(kMaxGrowth);
  EXPECT_EQ(watch.Judge(At(0), 100 * kMiB), "");
  EXPECT_FALSE(watch.IsDue(At(0.1), 220 * kMiB));
  EXPECT_TRUE(watch.IsDue(At(0.2), 230 * kMiB));
  watch.Note("a", 300 << 10);
  watch.Note("b", 3 << 20);
  EXPECT_EQ(watch.Judge(At(0.2), 230 * kMiB), "b");
  EXPECT_FALSE(watch.IsDue(At(0.3), 230 * kMiB)) << "it has not grown since";
}

TEST(FloodWatch, ForgetsWhatWasBeforeTheSecond) {
  FloodWatch watch(kMaxGrowth);
  watch.Note("a", 100 << 20);
  EXPECT_EQ(watch.Judge(At(0), 100 * kMiB), "");
  watch.Note("b", 1 << 20);
  EXPECT_EQ(watch.Judge(At(0.5), 300 * kMiB), "b");
}

TEST(FloodWatch, BlamesNobodyForSlowGrowthOrForFewBytes) {
  FloodWatch watch(kMaxGrowth);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(watch.IsDue(At(i), 0)) << "a second is over";
    watch.Note("a", 100 << 20);
    EXPECT_EQ(watch.Judge(At(i), 100 * i * kMiB), "");
  }
  watch.Note("b", 200 << 10);
  EXPECT_EQ(watch.Judge(At(9.5), 5000 * kMiB), "");
}

TEST(FloodWatch, LetsAProcessGrowByAsMuchAsItIsTold) {
  FloodWatch watch(2 * kMaxGrowth);
  EXPECT_EQ(watch.Judge(At(0), 100 * kMiB), "");
  watch.Note("a", 3 << 20);
  EXPECT_FALSE(watch.IsDue(At(0.5), 350 * kMiB));
  EXPECT_TRUE(watch.IsDue(At(0.5), 360 * kMiB));
}

}  // namespace
}  // namespace dateline::rpc
