#include "ingest_service/language/parsing/spanning_tree.h"

#include <algorithm>
#include <limits>
#include <random>

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

using ::testing::ElementsAre;

bool IsTree(const std::vector<int>& heads) {
  if (std::count(heads.begin(), heads.end(), 0) != 1) return false;
  for (size_t word = 0; word < heads.size(); ++word) {
    size_t steps = 0;
    for (int node = static_cast<int>(word) + 1; node != 0; node = heads[node - 1]) {
      if (++steps > heads.size()) return false;
    }
  }
  return true;
}

float Sum(const std::vector<float>& scores, int columns, const std::vector<int>& heads) {
  float sum = 0;
  for (size_t word = 0; word < heads.size(); ++word) sum += scores[word * columns + heads[word]];
  return sum;
}

// Tries every assignment of heads.
float BestSum(const std::vector<float>& scores, int columns, int words) {
  float best = -std::numeric_limits<float>::infinity();
  std::vector<int> heads(words, 0);
  while (true) {
    if (IsTree(heads)) best = std::max(best, Sum(scores, columns, heads));
    int word = 0;
    while (word < words && heads[word] == words) heads[word++] = 0;
    if (word == words) return best;
    ++heads[word];
  }
}

TEST(SpanningTreeFinder, KeepsBestHeadsThatAreATree) {
  const std::vector<float> scores = {1, 0, 9, 0, 9, 0, 0, 0, 0, 0, 9, 0};
  std::vector<int> heads(3);
  SpanningTreeFinder().Find(scores.data(), 4, absl::MakeSpan(heads));
  EXPECT_THAT(heads, ElementsAre(2, 0, 2));
}

TEST(SpanningTreeFinder, BreaksACycleWhereItCostsLeast) {
  // The two words prefer each other; the second loses least under the root.
  const std::vector<float> scores = {1, 0, 9, 5, 8, 0};
  std::vector<int> heads(2);
  SpanningTreeFinder().Find(scores.data(), 3, absl::MakeSpan(heads));
  EXPECT_THAT(heads, ElementsAre(2, 0));
}

TEST(SpanningTreeFinder, PutsOneWordUnderTheRoot) {
  const std::vector<float> scores = {9, 0, 1, 9, 2, 0};
  std::vector<int> heads(2);
  SpanningTreeFinder().Find(scores.data(), 3, absl::MakeSpan(heads));
  EXPECT_THAT(heads, ElementsAre(0, 1));
}

TEST(SpanningTreeFinder, FindsTheBestOfAllTreesOverRandomScores) {
  std::mt19937 random(3);
  SpanningTreeFinder finder;
  for (int round = 0; round < 300; ++round) {
    const int words = 1 + static_cast<int>(random() % 6);
    const int columns = words + 2;
    std::vector<float> scores(words * columns);
    for (float& score : scores) score = static_cast<float>(random() % 1000) / 8.0f;
    std::vector<int> heads(words);
    finder.Find(scores.data(), columns, absl::MakeSpan(heads));
    ASSERT_TRUE(IsTree(heads));
    ASSERT_EQ(Sum(scores, columns, heads), BestSum(scores, columns, words));
  }
}

TEST(SpanningTreeFinder, GivesATreeForEqualScores) {
  const std::vector<float> scores(50 * 64, 0.5f);
  std::vector<int> heads(50);
  SpanningTreeFinder().Find(scores.data(), 64, absl::MakeSpan(heads));
  EXPECT_TRUE(IsTree(heads));
}

}  // namespace
}  // namespace dateline::language
