#include "tests/testing/postgres_faults.h"

#include <algorithm>
#include <string>

#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

using Kind = PostgresFaultKind;

TEST(PostgresFaults, OrderConcernsCommitsWhereItNamesNoStatement) {
  PostgresFaults faults(1);
  faults.Order({.kind = Kind::kCutAfter});
  EXPECT_FALSE(faults.Choose("INSERT INTO a VALUES (1)").has_value());
  EXPECT_EQ(faults.Choose("COMMIT")->kind, Kind::kCutAfter);
}

TEST(PostgresFaults, OrderHappensOnce) {
  PostgresFaults faults(1);
  faults.Order({.statement = "INSERT INTO a"});
  EXPECT_FALSE(faults.Choose("COMMIT").has_value());
  EXPECT_TRUE(faults.Choose("INSERT INTO a VALUES (1)").has_value());
  EXPECT_FALSE(faults.Choose("INSERT INTO a VALUES (1)").has_value());
  EXPECT_EQ(faults.waiting(), 0);
}

TEST(PostgresFaults, LetsSomePass) {
  PostgresFaults faults(1);
  faults.Order({.passed = 2});
  EXPECT_FALSE(faults.Choose("COMMIT").has_value());
  EXPECT_FALSE(faults.Choose("BEGIN").has_value());
  EXPECT_FALSE(faults.Choose("COMMIT").has_value());
  EXPECT_TRUE(faults.Choose("COMMIT").has_value());
}

TEST(PostgresFaults, FirstOrderComesFirst) {
  PostgresFaults faults(1);
  faults.Order({.kind = Kind::kCutBefore});
  faults.Order({.kind = Kind::kCutAfter});
  EXPECT_EQ(faults.Choose("COMMIT")->kind, Kind::kCutBefore);
  EXPECT_EQ(faults.Choose("COMMIT")->kind, Kind::kCutAfter);
}

TEST(PostgresFaults, WhatIsTakenBackIsNext) {
  PostgresFaults faults(1);
  faults.Order({.kind = Kind::kCutAfter, .passed = 1});
  faults.Order({.kind = Kind::kCutBefore});
  EXPECT_EQ(faults.Choose("COMMIT")->kind, Kind::kCutBefore);
  const auto chosen = faults.Choose("COMMIT");
  EXPECT_EQ(chosen->kind, Kind::kCutAfter);
  faults.TakeBack(*chosen);
  EXPECT_EQ(faults.Choose("COMMIT")->kind, Kind::kCutAfter);
}

TEST(PostgresFaults, CountsByKind) {
  PostgresFaults faults(1);
  faults.CountAsMet(Kind::kDelay);
  faults.CountAsMet(Kind::kCutAfter);
  faults.CountAsMet(Kind::kCutAfter);
  EXPECT_EQ(faults.met(Kind::kCutAfter), 2);
  EXPECT_EQ(faults.met(Kind::kCutBefore), 0);
  EXPECT_EQ(faults.met(), 3);
}

// A letter for each of so many commits: what happened to it.
std::string Fates(uint32_t seed, double chance, int commits = 200) {
  PostgresFaults faults(seed);
  faults.SetChance(chance, {{.kind = Kind::kCutBefore}, {.kind = Kind::kCutAfter}, {.statement = "INSERT"}});
  std::string fates;
  for (int i = 0; i < commits; ++i) {
    const auto fault = faults.Choose("COMMIT");
    fates += !fault.has_value()                ? '-'
             : fault->kind == Kind::kCutBefore ? 'b'
             : fault->kind == Kind::kCutAfter  ? 'a'
                                               : '!';
  }
  return fates;
}

TEST(PostgresFaults, SameSeedSameFaults) {
  EXPECT_EQ(Fates(1, 0.3), Fates(1, 0.3));
  EXPECT_NE(Fates(1, 0.3), Fates(2, 0.3));
}

TEST(PostgresFaults, ChanceIsThePartThatMeetsOne) {
  EXPECT_EQ(Fates(1, 0), std::string(200, '-'));
  EXPECT_EQ(Fates(1, 1).find_first_of("-!"), std::string::npos);
  const std::string some = Fates(1, 0.5);
  for (const char fate : {'-', 'a', 'b'}) EXPECT_GT(std::count(some.begin(), some.end(), fate), 20) << fate;
}

TEST(PostgresFaults, OrderGoesBeforeChance) {
  PostgresFaults faults(1);
  faults.SetChance(1, {{.kind = Kind::kCutBefore}});
  faults.Order({.kind = Kind::kCutAfter});
  EXPECT_EQ(faults.Choose("COMMIT")->kind, Kind::kCutAfter);
  EXPECT_EQ(faults.Choose("COMMIT")->kind, Kind::kCutBefore);
}

}  // namespace
}  // namespace dateline::testing
