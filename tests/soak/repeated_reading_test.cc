// A short form of what `./dev soak` does for longer.
#include "tests/soak/repeated_reading.h"

#include "gtest/gtest.h"
#include "tests/testing/article_files.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::soak {
namespace {

using ::dateline::testing::IsOk;

TEST(RepeatedReading, GivesTheSameBytesInAnyOrderOnTwoThreads) {
  const auto pipeline = pipeline::Pipeline::Create(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(pipeline, IsOk());
  const auto samples = testing::ReadArticleFiles({DATELINE_SOURCE_DIRECTORY "/deploy/samples"});
  ASSERT_THAT(samples, IsOk());
  ASSERT_GE(samples->size(), 8u);
  const Repetitions repetitions = RepeatReadings(**pipeline, *samples, 5, 2);
  EXPECT_EQ(repetitions.readings, static_cast<int>(10 * samples->size()));
  EXPECT_EQ(repetitions.different, 0);
}

}  // namespace
}  // namespace dateline::soak
