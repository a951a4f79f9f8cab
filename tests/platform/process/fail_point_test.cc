#include "platform/process/fail_point.h"

#include <signal.h>

#include <cstdlib>

#include "gtest/gtest.h"

namespace dateline::process {
namespace {

TEST(FailPointDeathTest, KillsAtTheCountedPass) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        setenv("DATELINE_FAIL_POINT", "before_commit:3", 1);
        for (int i = 0; i < 2; ++i) PassFailPoint("before_commit");
        fprintf(stderr, "two passed");
        PassFailPoint("before_commit");
      },
      ::testing::KilledBySignal(SIGKILL), "two passed");
}

TEST(FailPointDeathTest, KillsAProcessThatIsArmedAfterItPassedOthers) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        PassFailPoint("before_takeover");
        setenv("DATELINE_FAIL_POINT", "before_commit", 1);
        PassFailPoint("before_commit");
      },
      ::testing::KilledBySignal(SIGKILL), "");
}

TEST(FailPointDeathTest, LetsOthersPass) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        setenv("DATELINE_FAIL_POINT", "before_commit", 1);
        PassFailPoint("after_commit");
        exit(7);
      },
      ::testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace dateline::process
