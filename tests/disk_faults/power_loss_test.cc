// The log and the index after power cuts: a prefix of what was written, with no hole.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/disk_faults/index_run.h"
#include "tests/disk_faults/log_run.h"
#include "tests/disk_faults/newest_writer.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

using ::testing::HasSubstr;

// power_loss_soak tries more.
constexpr int64_t kLogStates = 2000;
constexpr int64_t kIndexStates = 600;

class PowerLoss : public ::testing::Test {
 protected:
  PowerLoss() : vfs_(std::make_shared<SimulatedDisk>()) { FollowNewestWriter(); }

  TemporaryDirectory directory_;
  SimulatedVfs vfs_;
};

TEST_F(PowerLoss, TakesNothingAcknowledgedFromTheLog) {
  int64_t crash_states = 0;
  for (uint64_t seed = 1; crash_states < kLogStates; ++seed) {
    LogRun run(vfs_, directory_.File("log"), seed);
    ASSERT_THAT(run.Run(), IsOk()) << "seed " << seed;
    crash_states += run.crash_states();
  }
}

// The check can fail.
TEST_F(PowerLoss, IsFoundToLoseArticlesOnADiskThatDoesNotSync) {
  // Some seeds damage the file beyond opening; one at least must be found by what is missing.
  absl::Status found;
  for (uint64_t seed = 1; seed < 40 && !absl::StrContains(found.message(), "is lost"); ++seed) {
    found = LogRun(vfs_, directory_.File("log"), seed, DiskFault::kSyncsDoNothing).Run();
  }
  EXPECT_THAT(found, StatusIs(absl::StatusCode::kDataLoss, HasSubstr("is lost")));
}

TEST_F(PowerLoss, LeavesTheIndexAfterAWholeBatch) {
  int64_t crash_states = 0;
  for (uint64_t seed = 1; crash_states < kIndexStates; ++seed) {
    IndexRun run(vfs_, directory_.File("index"), seed);
    ASSERT_THAT(run.Run(), IsOk()) << "seed " << seed;
    crash_states += run.crash_states();
  }
}

TEST_F(PowerLoss, IsFoundToHarmTheIndexOnADiskThatDoesNotSync) {
  absl::Status found;
  for (uint64_t seed = 1; found.ok() && seed < 10; ++seed) {
    found = IndexRun(vfs_, directory_.File("index"), seed, DiskFault::kSyncsDoNothing).Run();
  }
  EXPECT_THAT(found, StatusIs(absl::StatusCode::kDataLoss, HasSubstr("crash state")));
}

}  // namespace
}  // namespace dateline::testing
