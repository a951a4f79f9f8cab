// The database under the log dies while callers write: ingest goes on when there is one again, and nothing acknowledged
// is missing.
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "gtest/gtest.h"
#include "tests/crash/crash_cycles.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/postgres_shim.h"
#include "tests/testing/random_seed.h"
#include "tests/testing/skipped_test.h"
#include "tests/testing/store_server.h"

namespace dateline::testing {
namespace {

constexpr int kCycles = 10;
constexpr int kPromotions = 2;
// What finds out what became of a commit that was cut off.
constexpr char kLookUp[] = "UPDATE feed_head SET epoch = epoch";
constexpr auto kPatience = std::chrono::minutes(1);
constexpr auto kLongOutage = std::chrono::seconds(17);
constexpr auto kTimeToLook = std::chrono::seconds(1);
constexpr auto kTimeOfFaults = std::chrono::milliseconds(200);
constexpr auto kPause = std::chrono::milliseconds(2);

uint32_t Seed(int number) { return RandomSeed() * 1000 + 200 + static_cast<uint32_t>(number); }

class DatabaseDeath : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!StoreServer::IsWanted()) GTEST_SKIP() << "of the run with DATELINE_STORE=postgresql";
    if (!PostgresCluster::IsInstalled()) SkipTest("PostgreSQL 15 is not installed");
  }

  // What `./dev soak postgresql` adds up.
  void Record(const CrashCycles& cycles, int count) const {
    RecordProperty("cycles", count);
    RecordProperty("acknowledged", cycles.acknowledged_count());
  }

  // Returns when the next commit has met such a fault.
  static void Meet(PostgresShim& shim, PostgresFaultKind kind) {
    const int before = shim.faults().met(kind);
    shim.faults().Order({.kind = kind});
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (shim.faults().met(kind) == before && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(kPause);
    }
    EXPECT_GT(shim.faults().met(kind), before);
  }

  // In turn ingest must live on, and one of the services or both die with the database.
  void Harm(CrashCycles& cycles, const std::function<void()>& harm) const {
    for (int cycle = 0; cycle < kCycles && !HasFailure(); ++cycle) {
      cycle % 2 == 0 ? cycles.Outlive(harm) : cycles.KillAtRandom(harm);
    }
    cycles.Finish();
    Record(cycles, kCycles);
  }
};

TEST_F(DatabaseDeath, OfTheWholeServerLosesNothing) {
  PostgresCluster cluster;
  CrashCycles cycles(Seed(0), /*with_replica=*/false, cluster.Url(cluster.MakeDatabase()));
  Harm(cycles, [&] {
    cluster.Kill();
    cluster.Restart();
  });
}

TEST_F(DatabaseDeath, OfItsSessionsLosesNothing) {
  PostgresCluster cluster;
  CrashCycles cycles(Seed(1), /*with_replica=*/false, cluster.Url(cluster.MakeDatabase()));
  Harm(cycles, [&] { cluster.KillBackends(); });
}

TEST_F(DatabaseDeath, OfAConnectionAtItsCommitLosesNothing) {
  PostgresCluster cluster;
  PostgresShim shim(cluster.port());
  CrashCycles cycles(Seed(2), /*with_replica=*/false, shim.Url(cluster.MakeDatabase()));
  for (int cycle = 0; cycle < kCycles && !HasFailure(); ++cycle) {
    const auto kind = cycle % 2 == 0 ? PostgresFaultKind::kCutAfter : PostgresFaultKind::kCutBefore;
    cycles.Outlive([&] { Meet(shim, kind); });
  }
  cycles.Finish();
  Record(cycles, kCycles);
}

TEST_F(DatabaseDeath, OfConnectionsByChanceLosesNothing) {
  PostgresCluster cluster;
  PostgresShim shim(cluster.port(), Seed(3));
  CrashCycles cycles(Seed(3), /*with_replica=*/false, shim.Url(cluster.MakeDatabase()));
  Harm(cycles, [&] {
    shim.faults().SetChance(0.2, {{.kind = PostgresFaultKind::kCutBefore},
                                  {.kind = PostgresFaultKind::kCutAfter},
                                  {.kind = PostgresFaultKind::kSerializationFailure},
                                  {.kind = PostgresFaultKind::kStatementTimeout},
                                  {.kind = PostgresFaultKind::kCutBefore, .statement = "INSERT INTO feed_log"},
                                  {.kind = PostgresFaultKind::kCutAfter, .statement = "UPDATE purge"}});
    std::this_thread::sleep_for(kTimeOfFaults);
    shim.faults().SetChance(0, {});
  });
  EXPECT_GT(shim.faults().met(), 0);
}

// Whether the last commit was done, ingest cannot find out for as long as its callers wait; then it does without them.
TEST_F(DatabaseDeath, ForLongerThanCallersWaitLosesNothing) {
  PostgresCluster cluster;
  PostgresShim shim(cluster.port());
  CrashCycles cycles(Seed(4), /*with_replica=*/false, shim.Url(cluster.MakeDatabase()));
  for (const auto kind : {PostgresFaultKind::kCutAfter, PostgresFaultKind::kCutBefore}) {
    cycles.Outlive([&] {
      shim.faults().SetChance(1, {{.kind = PostgresFaultKind::kCutBefore, .statement = kLookUp}});
      Meet(shim, kind);
      const int looked = shim.faults().met(PostgresFaultKind::kCutBefore);
      std::this_thread::sleep_for(kLongOutage);
      EXPECT_GT(shim.faults().met(PostgresFaultKind::kCutBefore), looked + 10) << "it could look up the commit";
      shim.faults().SetChance(0, {});
      std::this_thread::sleep_for(kTimeToLook);
    });
  }
  cycles.Finish();
  Record(cycles, 2);
}

TEST_F(DatabaseDeath, MakesASynchronousStandbyThePrimaryThatHasEverything) {
  auto primary = std::make_unique<PostgresCluster>();
  const std::string database = primary->MakeDatabase();
  auto standby = primary->MakeStandby();
  const auto url = [&] { return PostgresCluster::Url({primary.get(), standby.get()}, database); };
  CrashCycles cycles(Seed(5), /*with_replica=*/true, url());
  for (int promotion = 0; promotion < kPromotions && !HasFailure(); ++promotion) {
    cycles.KillAtRandom();
    cycles.Outlive([&] {
      primary->Kill();
      standby->Promote();
    });
    cycles.KillAtRandom();
    primary = std::move(standby);
    standby = primary->MakeStandby();
    cycles.MoveIngest(url());
  }
  cycles.Finish();
  Record(cycles, 3 * kPromotions);
}

}  // namespace
}  // namespace dateline::testing
