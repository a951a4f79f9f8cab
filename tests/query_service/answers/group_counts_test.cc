#include "query_service/answers/group_counts.h"

#include <map>
#include <random>

#include "gmock/gmock.h"

namespace dateline::answers {
namespace {

using ::testing::Pair;
using ::testing::UnorderedElementsAre;

std::map<GroupKey, int64_t> All(const GroupCounts& counts) {
  std::map<GroupKey, int64_t> all;
  counts.ForEach([&](const GroupKey& group, int64_t count) { all[group] += count; });
  return all;
}

TEST(GroupCounts, KeepsCountsWhileMoreNumbersCome) {
  GroupCounts counts;
  counts.Reserve({1, 1, 1});
  counts.Add({0, 0, 0});
  counts.Reserve({3, 5, 1});
  counts.Add({2, 4, 0});
  counts.Add({2, 4, 0});
  counts.Reserve({3, 5, 9});
  counts.Add({0, 0, 8});
  EXPECT_THAT(All(counts),
              UnorderedElementsAre(Pair(GroupKey{0, 0, 0}, 1), Pair(GroupKey{2, 4, 0}, 2), Pair(GroupKey{0, 0, 8}, 1)));
  EXPECT_EQ(counts.group_count(), 3);
}

// Beyond the numbers for which there is a cell for each group.
TEST(GroupCounts, CountsAsAMapDoes) {
  std::mt19937 random(6);
  GroupCounts counts;
  std::map<GroupKey, int64_t> expected;
  for (uint32_t size = 1; size < 100'000; size *= 3) {
    counts.Reserve({size, size, size / 2 + 1});
    for (int i = 0; i < 300; ++i) {
      const auto below = [&random](uint32_t limit) {
        return std::uniform_int_distribution<uint32_t>(0, limit - 1)(random);
      };
      const GroupKey group = {below(size), below(size), below(size / 2 + 1)};
      counts.Add(group);
      ++expected[group];
    }
  }
  EXPECT_EQ(All(counts), expected);
  EXPECT_EQ(counts.group_count(), expected.size());
}

}  // namespace
}  // namespace dateline::answers
