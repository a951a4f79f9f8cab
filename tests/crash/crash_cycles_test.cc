// Articles that are corrected, withdrawn and purged while the services are killed: nothing acknowledged is undone,
// nothing that was asked for twice is done twice, and what was purged stays away.
#include "tests/crash/crash_cycles.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/random_seed.h"
#include "tests/testing/store_server.h"

namespace dateline::testing {
namespace {

constexpr int kCyclesOfAPair = 20;

uint32_t Seed(int number) { return RandomSeed() * 1000 + static_cast<uint32_t>(number); }

class RandomKill : public ::testing::TestWithParam<int> {};

TEST_P(RandomKill, UndoesNothingAndRepeatsNothing) {
  CrashCycles cycles(Seed(GetParam()), /*with_replica=*/GetParam() % 3 == 0);
  for (int cycle = 0; cycle < kCyclesOfAPair && !HasFailure(); ++cycle) cycles.KillAtRandom();
  cycles.Finish();
  RecordProperty("cycles", kCyclesOfAPair);
  RecordProperty("acknowledged", cycles.acknowledged_count());
}

INSTANTIATE_TEST_SUITE_P(Pair, RandomKill, ::testing::Range(0, 6));

#ifdef DATELINE_FAIL_POINTS

constexpr int kCyclesOfAFailPoint = 7;

std::string NameOf(const ::testing::TestParamInfo<Death>& info) {
  return absl::StrCat(info.param.service == Service::kIngest ? "ingest_" : "query_", info.param.fail_point,
                      info.param.begins_anew ? "_begun_anew" : "");
}

class DeathAtFailPoint : public ::testing::TestWithParam<Death> {};

TEST_P(DeathAtFailPoint, UndoesNothingAndRepeatsNothing) {
  const bool is_of_sqlite = absl::StrContains(GetParam().fail_point, "checkpoint");
  if (StoreServer::IsWanted() && GetParam().service == Service::kIngest && is_of_sqlite) {
    GTEST_SKIP() << "PostgreSQL makes its checkpoints by itself";
  }
  CrashCycles cycles(Seed(100));
  for (int cycle = 0; cycle < kCyclesOfAFailPoint && !HasFailure(); ++cycle) cycles.DieAt(GetParam());
  cycles.Finish();
  RecordProperty("cycles", kCyclesOfAFailPoint);
  RecordProperty("acknowledged", cycles.acknowledged_count());
}

constexpr Service kIngest = Service::kIngest, kQuery = Service::kQuery;

INSTANTIATE_TEST_SUITE_P(
    Every, DeathAtFailPoint,
    ::testing::Values(Death{.service = kIngest, .fail_point = "before_commit"},
                      Death{.service = kIngest, .fail_point = "after_commit"},
                      Death{.service = kIngest, .fail_point = "before_checkpoint", .most_passes = 1, .purges = 0},
                      Death{.service = kIngest, .fail_point = "after_checkpoint", .most_passes = 1, .purges = 0},
                      Death{.service = kIngest, .fail_point = "before_erasure", .purges = 3},
                      Death{.service = kIngest, .fail_point = "after_erasure", .purges = 3},
                      Death{.service = kIngest, .fail_point = "before_takeover", .most_passes = 1},
                      Death{.service = kQuery, .fail_point = "before_checkpoint", .most_passes = 1, .purges = 0},
                      Death{.service = kQuery, .fail_point = "after_checkpoint", .most_passes = 1, .purges = 0},
                      Death{.service = kQuery, .fail_point = "index_before_commit"},
                      Death{.service = kQuery, .fail_point = "index_after_commit"},
                      Death{.service = kQuery, .fail_point = "index_before_erasure", .purges = 3},
                      Death{.service = kQuery, .fail_point = "index_after_rewrite", .purges = 3},
                      Death{
                          .service = kQuery, .fail_point = "index_before_reset", .most_passes = 1, .begins_anew = true},
                      Death{.service = kQuery, .fail_point = "index_after_commit", .begins_anew = true}),
    NameOf);

#endif  // DATELINE_FAIL_POINTS

}  // namespace
}  // namespace dateline::testing
