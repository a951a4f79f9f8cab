#include "query_service/index/recent_terms.h"

#include "gmock/gmock.h"
#include "query_service/segments/stable_hash.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

constexpr auto kActor = v1::PARTICIPANT_ROLE_ACTOR;

class RecentTermsTest : public testing::IndexFixture {
 protected:
  // recorded_from of the facts that are given; one of 0: they are not known.
  std::vector<int64_t> Visited(int64_t begin, int64_t end) {
    std::vector<int64_t> facts;
    const bool known = reader_.recent_terms().Visit(begin, end, [&](int64_t fact, absl::Span<const uint64_t> hashes) {
      facts.push_back(fact);
      hashes_.assign(hashes.begin(), hashes.end());
    });
    return known ? facts : std::vector<int64_t>{0};
  }

  std::vector<uint64_t> hashes_;  // of the last fact visited
};

TEST_F(RecentTermsTest, GivesTheFactsBetweenTwoStates) {
  Apply(
      {FactChange(FactOf("articles/a/facts/1", {{kActor, "entities/lee"}})), FactChange(FactOf("articles/a/facts/2"))});
  Apply({FactChange(FactOf("articles/a/facts/3", {{kActor, "entities/maris"}}))});
  EXPECT_THAT(Visited(1, 3), ElementsAre(2, 3));
  EXPECT_THAT(Visited(1, 2), ElementsAre(2));
  EXPECT_THAT(Visited(0, 1), ElementsAre(1));
  const auto of_entity = [](const char* entity) {
    return segments::StableHash(segments::TermKey(segments::FactField::kEntity, entity));
  };
  EXPECT_THAT(hashes_, Contains(of_entity("entities/lee")));
  EXPECT_THAT(hashes_, Not(Contains(of_entity("entities/maris"))));
}

TEST_F(RecentTermsTest, SaysThatItDoesNotKnow) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(Visited(0, 2), ElementsAre(0));
  OpenWriter();
  EXPECT_THAT(Visited(0, 1), ElementsAre(0));
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  EXPECT_THAT(Visited(0, 2), ElementsAre(0));
  EXPECT_THAT(Visited(1, 2), ElementsAre(2));
}

TEST_F(RecentTermsTest, ForgetsAllWhenAnArticleIsPurged) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  Apply({PurgeChange("articles/a")});
  EXPECT_THAT(Visited(0, 1), ElementsAre(0));
}

TEST(RecentTerms, KeepsTheLast) {
  RecentTerms terms;
  for (int64_t i = 0; i < 10'000; ++i) terms.Add(i, i + 1, {});
  const auto ignore = [](int64_t, absl::Span<const uint64_t>) {};
  EXPECT_FALSE(terms.Visit(5000, 10'000, ignore));
  EXPECT_TRUE(terms.Visit(6000, 10'000, ignore));
}

}  // namespace
}  // namespace dateline::index
