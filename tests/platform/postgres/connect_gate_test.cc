#include "platform/postgres/connect_gate.h"

#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::postgres {
namespace {

using ::dateline::testing::IsOk;

TEST(ConnectGate, IsOpenAtFirst) { EXPECT_THAT(ConnectGate().Check(), IsOk()); }

TEST(ConnectGate, RepeatsTheLastErrorUntilItIsTimeToTryAgain) {
  ConnectGate gate;
  gate.Failed(absl::UnavailableError("down"));
  gate.Failed(absl::UnavailableError("still down"));
  EXPECT_EQ(gate.Check(), absl::UnavailableError("still down"));
  absl::SleepFor(absl::Milliseconds(150));  // longer than the second wait, 50 to 100 ms
  EXPECT_THAT(gate.Check(), IsOk());
}

TEST(ConnectGate, WaitsLongerEachTimeUntilItSucceeds) {
  ConnectGate gate;
  for (int i = 0; i < 20; ++i) gate.Failed(absl::UnavailableError("down"));
  absl::SleepFor(absl::Milliseconds(150));
  EXPECT_EQ(gate.Check(), absl::UnavailableError("down"));
  gate.Succeeded();
  EXPECT_THAT(gate.Check(), IsOk());
}

}  // namespace
}  // namespace dateline::postgres
