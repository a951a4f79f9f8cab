// Articles that are corrected, withdrawn and purged while the services are killed: nothing acknowledged is undone,
// nothing that was asked for twice is done twice, and what was purged stays away.
#include "tests/crash/crash_cycles.h"

#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

constexpr int kCyclesOfAPair = 20;

// With --gtest_shuffle or --gtest_random_seed another one each time.
uint32_t Seed(int number) {
  return static_cast<uint32_t>(::testing::UnitTest::GetInstance()->random_seed()) * 1000 +
         static_cast<uint32_t>(number);
}

class RandomKill : public ::testing::TestWithParam<int> {};

TEST_P(RandomKill, UndoesNothingAndRepeatsNothing) {
  CrashCycles cycles(Seed(GetParam()));
  for (int cycle = 0; cycle < kCyclesOfAPair && !HasFailure(); ++cycle) cycles.KillAtRandom();
  cycles.Finish();
  RecordProperty("cycles", kCyclesOfAPair);
}

INSTANTIATE_TEST_SUITE_P(Pair, RandomKill, ::testing::Range(0, 6));

#ifdef DATELINE_FAIL_POINTS

constexpr int kCyclesOfAFailPoint = 9;

struct Death {
  Service service;
  const char* fail_point;
  int purges;  // of ten requests
};
void PrintTo(const Death& death, std::ostream* stream) { *stream << death.fail_point; }

class DeathAtFailPoint : public ::testing::TestWithParam<Death> {};

TEST_P(DeathAtFailPoint, UndoesNothingAndRepeatsNothing) {
  CrashCycles cycles(Seed(100));
  const Death& death = GetParam();
  for (int cycle = 0; cycle < kCyclesOfAFailPoint && !HasFailure(); ++cycle) {
    cycles.DieAt(death.service, death.fail_point, death.purges);
  }
  cycles.Finish();
  RecordProperty("cycles", kCyclesOfAFailPoint);
}

INSTANTIATE_TEST_SUITE_P(
    Every, DeathAtFailPoint,
    ::testing::Values(Death{Service::kIngest, "before_commit", 1}, Death{Service::kIngest, "after_commit", 1},
                      Death{Service::kIngest, "before_erasure", 3}, Death{Service::kIngest, "after_erasure", 3},
                      Death{Service::kQuery, "index_before_commit", 1}, Death{Service::kQuery, "index_after_commit", 1},
                      Death{Service::kQuery, "index_before_erasure", 3},
                      Death{Service::kQuery, "index_after_rewrite", 3}));

#endif  // DATELINE_FAIL_POINTS

}  // namespace
}  // namespace dateline::testing
