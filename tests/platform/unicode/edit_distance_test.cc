#include "platform/unicode/edit_distance.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace dateline::unicode {
namespace {

int Distance(absl::string_view left, absl::string_view right, int limit = 3) {
  return EditDistance(CodePoints(left), CodePoints(right), limit);
}

TEST(EditDistance, CountsEachSlipOnce) {
  EXPECT_EQ(Distance("thanh", "thanh"), 0);
  EXPECT_EQ(Distance("thanh", "thnh"), 1);
  EXPECT_EQ(Distance("thanh", "thannh"), 1);
  EXPECT_EQ(Distance("thanh", "tharh"), 1);
  EXPECT_EQ(Distance("thanh", "thahn"), 1);
  EXPECT_EQ(Distance("", "abc"), 3);
}

TEST(EditDistance, CountsLettersNotBytes) { EXPECT_EQ(Distance("київ", "киів"), 1); }

TEST(EditDistance, StopsAboveItsLimit) {
  EXPECT_EQ(Distance("thanh", "sokhonn", 2), 3);
  EXPECT_EQ(Distance("thanh", "barrot", 1), 2);
  EXPECT_EQ(Distance("a", "a", 0), 0);
  EXPECT_EQ(Distance("a", "b", 0), 1);
}

// The whole table, without a limit.
int SlowDistance(const std::u32string& left, const std::u32string& right) {
  std::vector<std::vector<int>> table(left.size() + 1, std::vector<int>(right.size() + 1));
  for (size_t i = 0; i <= left.size(); ++i) {
    for (size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = static_cast<int>(i + j);
        continue;
      }
      table[i][j] = std::min(
          {table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
      }
    }
  }
  return table[left.size()][right.size()];
}

TEST(EditDistance, AgreesWithTheWholeTable) {
  std::mt19937 random(1);
  for (int round = 0; round < 5000; ++round) {
    std::u32string left, right;
    for (uint32_t length = random() % 9; length > 0; --length) left.push_back(U'a' + random() % 3);
    for (uint32_t length = random() % 9; length > 0; --length) right.push_back(U'a' + random() % 3);
    const int limit = static_cast<int>(random() % 4);
    EXPECT_EQ(EditDistance(left, right, limit), std::min(limit + 1, SlowDistance(left, right)));
  }
}

}  // namespace
}  // namespace dateline::unicode
