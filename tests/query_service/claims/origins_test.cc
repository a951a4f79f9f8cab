#include "query_service/claims/origins.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::claims {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr size_t kSketchBytes = 96;

std::string Sketch(int seed) {
  std::mt19937 random(seed);
  std::string sketch;
  while (sketch.size() < kSketchBytes) sketch.push_back(static_cast<char>(random()));
  return sketch;
}

// A sketch of which `percent` of the bytes are as in Sketch(seed), at places of their own.
std::string CopyOf(int seed, int percent, int copy) {
  std::string sketch = Sketch(seed);
  const std::string other = Sketch(1000 + copy);
  std::mt19937 random(copy);
  for (size_t i = 0; i < sketch.size(); ++i) {
    if (static_cast<int>(random() % 100) >= percent) sketch[i] = other[i];
  }
  return sketch;
}

ArticleOrigin Article(const std::string& publisher, const std::string& byline, const std::string& text_sketch = "") {
  return OriginOf(text_sketch, publisher, byline);
}

std::vector<int> Number(const std::vector<ArticleOrigin>& articles) { return NumberOrigins(articles); }

TEST(TextSimilarity, IsTheShareOfBytesWithoutAccidents) {
  EXPECT_DOUBLE_EQ(TextSimilarity(Sketch(1), Sketch(1)), 1);
  EXPECT_NEAR(TextSimilarity(Sketch(1), CopyOf(1, 57, 1)), 0.57, 0.15);
  EXPECT_LT(TextSimilarity(Sketch(1), Sketch(2)), 0.05);
}

TEST(TextSimilarity, OfNoTextIsNone) {
  EXPECT_EQ(TextSimilarity("", ""), 0);
  EXPECT_EQ(TextSimilarity(Sketch(1), ""), 0);
}

TEST(FindNearCopies, FindsThoseThatComparingAllFinds) {
  std::vector<std::string> sketches;
  for (int i = 0; i < 300; ++i) sketches.push_back(CopyOf(i % 100, 65, i));
  const std::vector<absl::string_view> views(sketches.begin(), sketches.end());
  const auto copies = FindNearCopies(views);
  EXPECT_TRUE(std::is_sorted(copies.begin(), copies.end()));
  std::vector<std::pair<int, int>> expected;
  for (int i = 0; i < 300; ++i) {
    for (int j = i + 1; j < 300; ++j) {
      if (TextSimilarity(views[i], views[j]) >= kNearCopy) expected.emplace_back(i, j);
    }
  }
  EXPECT_TRUE(std::includes(expected.begin(), expected.end(), copies.begin(), copies.end()));
  EXPECT_TRUE(std::adjacent_find(copies.begin(), copies.end()) == copies.end());
  EXPECT_GE(static_cast<double>(copies.size()), 0.8 * static_cast<double>(expected.size()))
      << expected.size();  // many are at the border
}

TEST(FindNearCopies, TextsWithoutASketchAreNoCopies) {
  EXPECT_THAT(FindNearCopies(std::vector<absl::string_view>{"", "", "abc"}), IsEmpty());
  EXPECT_THAT(FindNearCopies(std::vector<absl::string_view>{"abc", "", "abc"}), ElementsAre(Pair(0, 2)));
}

TEST(OriginOf, ReadsTheNamesOfABylineAndThePublisher) {
  EXPECT_THAT(Article("Hà Nội Post", "Ann Lee and Bo Li, Reuters").sources,
              ElementsAre("ann lee", "bo li", "ha noi post", "reuters"));
  EXPECT_THAT(Article("VNS", "VNA/VNS").sources, ElementsAre("vna", "vns"));
  EXPECT_THAT(Article("", "").sources, IsEmpty());
}

TEST(NumberOrigins, ArticlesOfOnePublisherAreOfOneOrigin) {
  EXPECT_THAT(Number({Article("Post", ""), Article("Herald", ""), Article("POST", "")}), ElementsAre(0, 1, 0));
}

TEST(NumberOrigins, WhatAnAgencyReportsIsOfTheAgencyWhereverItIsPrinted) {
  EXPECT_THAT(Number({Article("Post", "Reuters"), Article("Herald", "Reuters"), Article("Reuters", "Ann Lee")}),
              ElementsAre(0, 0, 0));
}

TEST(NumberOrigins, WhoeverIsUnknownIsNobodyElse) {
  EXPECT_THAT(Number({Article("", ""), Article("", "")}), ElementsAre(0, 1));
}

TEST(NumberOrigins, CopiesAreOfOneOrigin) {
  EXPECT_THAT(Number({Article("Post", "", Sketch(1)), Article("Gazette", ""), Article("Herald", "", CopyOf(1, 70, 1))}),
              ElementsAre(0, 1, 0));
}

TEST(NumberOrigins, DoesNotDependOnTheOrder) {
  std::vector<ArticleOrigin> articles;
  std::vector<int> order;
  for (int i = 0; i < 60; ++i) {
    articles.push_back(
        Article(i % 7 == 0 ? "Post" : "P" + std::to_string(i), i % 11 == 0 ? "Reuters" : "", CopyOf(i % 20, 75, i)));
    order.push_back(i);
  }
  std::mt19937 random(1);
  const std::vector<int> numbers = Number(articles);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    std::vector<ArticleOrigin> shuffled;
    for (const int index : order) shuffled.push_back(articles[index]);
    const std::vector<int> others = Number(shuffled);
    for (size_t i = 0; i < order.size(); ++i) {
      for (size_t j = 0; j < order.size(); ++j) {
        ASSERT_EQ(others[i] == others[j], numbers[order[i]] == numbers[order[j]]);
      }
    }
  }
}

}  // namespace
}  // namespace dateline::claims
