#include "query_service/watches/due_commits.h"

#include "gtest/gtest.h"

namespace dateline::watches {
namespace {

TEST(DueCommits, GivesWhatIsNotSeenInOrder) {
  DueCommits due;
  EXPECT_EQ(due.NextAfter(0), std::nullopt);
  EXPECT_TRUE(due.Hull().IsEmpty());
  due.Add({2, 4});
  due.Add({7, 9});
  EXPECT_EQ(due.NextAfter(0), (CommitRange{2, 4}));
  EXPECT_EQ(due.NextAfter(3), (CommitRange{2, 4}));
  EXPECT_EQ(due.NextAfter(4), (CommitRange{7, 9}));
  EXPECT_EQ(due.NextAfter(9), std::nullopt);
  EXPECT_EQ(due.Hull(), (CommitRange{2, 9}));
}

TEST(DueCommits, JoinsNeighbours) {
  DueCommits due;
  due.Add({2, 4});
  due.Add({4, 5});
  EXPECT_EQ(due.NextAfter(2), (CommitRange{2, 5}));
}

TEST(DueCommits, KnowsOfManyTheLastOnesEach) {
  DueCommits due;
  constexpr int64_t kCommits = 1000;
  for (int64_t i = 0; i < kCommits; ++i) due.Add({2 * i, 2 * i + 1});
  EXPECT_EQ(due.NextAfter(0)->begin, 0);
  EXPECT_GT(due.NextAfter(0)->end, kCommits);
  int64_t seen = 0, count = 0;
  for (auto next = due.NextAfter(0); next.has_value(); next = due.NextAfter(seen)) {
    EXPECT_LE(seen, next->begin);
    seen = next->end;
    ++count;
  }
  EXPECT_EQ(seen, 2 * kCommits - 1);
  EXPECT_GE(count, 16);
  EXPECT_LE(count, 32);
}

TEST(CommitRange, HullOfNothingIsTheOther) {
  EXPECT_EQ(CommitRange().Hull({2, 4}), (CommitRange{2, 4}));
  EXPECT_EQ((CommitRange{2, 4}.Hull({})), (CommitRange{2, 4}));
  EXPECT_EQ((CommitRange{2, 4}.Hull({7, 9})), (CommitRange{2, 9}));
}

}  // namespace
}  // namespace dateline::watches
