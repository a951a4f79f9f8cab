#include "ingest_service/pipeline/stage_clock.h"

#include "absl/time/clock.h"
#include "gtest/gtest.h"

namespace dateline::pipeline {
namespace {

TEST(StageClock, GivesEachStageItsOwnTime) {
  const absl::Time begin = absl::Now();
  StageClock clock;
  absl::SleepFor(absl::Milliseconds(2));
  clock.End("text");
  clock.End("language");
  const std::vector<StageTime> times = clock.Take();
  ASSERT_EQ(times.size(), 2u);
  EXPECT_STREQ(times[0].stage, "text");
  EXPECT_STREQ(times[1].stage, "language");
  EXPECT_GE(times[0].duration, absl::Milliseconds(2));
  EXPECT_GE(times[1].duration, absl::ZeroDuration());
  EXPECT_LE(times[0].duration + times[1].duration, absl::Now() - begin + absl::Milliseconds(1));
}

}  // namespace
}  // namespace dateline::pipeline
