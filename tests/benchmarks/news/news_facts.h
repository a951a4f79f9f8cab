// Facts as news has them: a few names, pairs, sources, words and types make up most of it.
#ifndef DATELINE_TESTS_BENCHMARKS_NEWS_NEWS_FACTS_H_
#define DATELINE_TESTS_BENCHMARKS_NEWS_NEWS_FACTS_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "dateline/v1/feed_service.pb.h"

namespace dateline::testing {

// Draws the ranks 0, 1, 2, ... with probabilities in proportion to 1 / (rank + shift)^exponent.
class ZipfRanks {
 public:
  ZipfRanks(int count, double exponent, double shift = 1);
  int operator()(std::mt19937_64& random) const;
  int count() const { return static_cast<int>(cumulative_.size()); }

 private:
  std::vector<double> cumulative_;
};

// Two years of articles of about five facts each: fewer at weekends, and more on some days than on any other. The same
// seed and number give the same.
class NewsFacts {
 public:
  // So many facts are to come; there is an entity for each 20 of them.
  NewsFacts(uint32_t seed, int64_t facts);

  // The next article: the changes that record it, the entities that were not known before, and its facts.
  std::vector<v1::Change> NextArticle();

  // By their ranks, the most frequent first.
  std::string EntityName(int rank) const;
  std::string PublisherName(int rank) const;
  std::string CountryCode(int rank) const;
  std::string Word(int rank) const;

  // Drawn as often as they occur.
  int DrawEntity() { return entities_(random_); }
  int Below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

 private:
  v1::Entity MakeEntity(int rank) const;
  v1::Fact NextFact(const std::string& article, absl::CivilDay published, std::vector<v1::Change>& changes);
  v1::Participant NextParticipant(int rank, v1::ParticipantRole role, std::vector<v1::Change>& changes);
  void AddParticipants(v1::Fact& fact, std::vector<v1::Change>& changes);
  void AddTime(absl::CivilDay published, v1::Fact& fact);
  void AddWords(v1::Fact& fact);
  std::string NextWords(int count);
  bool Chance(double probability) { return std::uniform_real_distribution<>()(random_) < probability; }

  std::mt19937_64 random_;
  const int64_t facts_;
  int64_t made_ = 0;
  int64_t articles_ = 0;
  ZipfRanks entities_, partners_, publishers_, countries_, words_, event_types_, metrics_;
  std::vector<bool> known_;   // entities, by rank
  std::vector<double> days_;  // how much is published up to the end of each
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_NEWS_NEWS_FACTS_H_
