#include "platform/rpc/flood_watch.h"

#include "gmock/gmock.h"

namespace dateline::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr double kMiB = 1 << 20;

absl::Time At(double seconds) { return absl::UnixEpoch() + absl::Seconds(seconds); }

TEST(FloodWatch, LetsAHostSendSteadily) {
  FloodWatch watch;
  for (int i = 0; i < 100; ++i) {
    watch.Note("a", 1500 << 10);  // 15 MiB a second
    EXPECT_THAT(watch.Judge(At(i * 0.1), 0), IsEmpty());
  }
}

TEST(FloodWatch, FindsWhoSendsTooMuchForTooLong) {
  FloodWatch watch;
  EXPECT_THAT(watch.Judge(At(0), 0), IsEmpty());
  double seconds = 0;
  while (seconds < 10) {
    watch.Note("a", 3 << 20);  // 30 MiB a second
    watch.Note("b", 1 << 20);
    seconds += 0.1;
    if (!watch.Judge(At(seconds), 0).empty()) break;
  }
  EXPECT_NEAR(seconds, 2.4, 0.2);
}

TEST(FloodWatch, TakesWhoSentMostForTheCauseWhereMemoryGrows) {
  FloodWatch watch;
  EXPECT_THAT(watch.Judge(At(0), 100 * kMiB), IsEmpty());
  watch.Note("a", 300 << 10);
  watch.Note("b", 2 << 20);
  EXPECT_THAT(watch.Judge(At(0.1), 220 * kMiB), IsEmpty());
  watch.Note("b", 1 << 20);
  EXPECT_THAT(watch.Judge(At(0.2), 230 * kMiB), ElementsAre("b"));
  EXPECT_THAT(watch.Judge(At(0.3), 230 * kMiB), IsEmpty()) << "it has not grown since";
}

TEST(FloodWatch, BlamesNobodyForSlowGrowthOrForFewBytes) {
  FloodWatch watch;
  for (int i = 0; i < 10; ++i) {
    watch.Note("a", 1 << 20);
    EXPECT_THAT(watch.Judge(At(i), 50 * i * kMiB), IsEmpty());
  }
  watch.Note("b", 200 << 10);
  EXPECT_THAT(watch.Judge(At(9.5), 1000 * kMiB), IsEmpty());
}

}  // namespace
}  // namespace dateline::rpc
