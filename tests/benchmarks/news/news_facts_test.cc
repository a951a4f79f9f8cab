#include "tests/benchmarks/news/news_facts.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

constexpr int kFacts = 20'000;

// All articles and facts, one after the other.
std::vector<v1::Change> MakeAll(uint32_t seed) {
  NewsFacts news(seed, kFacts);
  std::vector<v1::Change> all;
  for (int facts = 0; facts < kFacts;) {
    for (v1::Change& change : news.NextArticle()) {
      facts += change.has_fact_added();
      all.push_back(std::move(change));
    }
  }
  return all;
}

std::string BytesOf(const std::vector<v1::Change>& changes) {
  std::string bytes;
  for (const v1::Change& change : changes) bytes += change.SerializeAsString();
  return bytes;
}

TEST(NewsFacts, AreTheSameOfOneSeed) {
  const std::string bytes = BytesOf(MakeAll(3));
  EXPECT_EQ(bytes, BytesOf(MakeAll(3)));
  EXPECT_NE(bytes, BytesOf(MakeAll(4)));
}

TEST(NewsFacts, AreFewerAtWeekendsAndManyOnSomeDays) {
  std::map<absl::CivilDay, int> articles_of_day;
  for (const v1::Change& change : MakeAll(3)) {
    const v1::Date& date = change.article_added().article().published();
    if (change.has_article_added()) ++articles_of_day[absl::CivilDay(date.year(), date.month(), date.day())];
  }
  double weekend = 0, weekdays = 0;
  std::vector<int> counts;
  for (const auto& [day, count] : articles_of_day) {
    const bool is_weekend = absl::GetWeekday(day) >= absl::Weekday::saturday;
    (is_weekend ? weekend : weekdays) += count;
    counts.push_back(count);
  }
  EXPECT_LT(weekend / 2, 0.7 * weekdays / 5);
  std::sort(counts.begin(), counts.end());
  EXPECT_GT(counts.back(), 3 * counts[counts.size() / 2]);
}

TEST(NewsFacts, AreMostlyOfFewEntities) {
  std::map<std::string, int> facts_of_entity;
  int all = 0;
  for (const v1::Change& change : MakeAll(3)) {
    if (!change.has_fact_added()) continue;
    ++all;
    ++facts_of_entity[change.fact_added().fact().participants(0).entity()];
  }
  // Of 1,000 entities.
  EXPECT_GT(facts_of_entity["entities/e0"], all / 100);
}

}  // namespace
}  // namespace dateline::testing
