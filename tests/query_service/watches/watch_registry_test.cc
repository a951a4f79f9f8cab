#include "query_service/watches/watch_registry.h"

#include <algorithm>
#include <deque>
#include <vector>

#include "gmock/gmock.h"
#include "query_service/index/recent_terms.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::watches {
namespace {

using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::MergeChange;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr auto kActor = v1::PARTICIPANT_ROLE_ACTOR;

class WatchRegistryTest : public testing::AnswerFixture {
 protected:
  void Add(WatchId id, const v1::FactFilter& filter, const std::string& words = "") {
    queries_.push_back(*StandingQuery::Create(filter, words));
    registry_.Add(id, queries_.back(), OpenNewest(), answers_.corroboration());
  }
  static v1::FactFilter Of(const std::string& entity) {
    v1::FactFilter filter;
    filter.add_entities(entity);
    filter.add_kinds(v1::FACT_KIND_EVENT);
    return filter;
  }
  // Whom a commit with the fact concerns.
  std::vector<WatchId> For(const v1::Fact& fact) {
    const segments::FactDocument document({1, 0}, fact, fact.SerializeAsString(), {});
    std::vector<WatchRegistry::TermHash> terms;
    registry_.FindTerms(index::TermHashes(document), terms);
    for (size_t id = 1; id <= queries_.size(); ++id) registry_.Wait(id);
    std::vector<WatchId> waiting;
    const CommitRange commit = {end_, end_ + 1};
    registry_.MarkDue(commit, terms, waiting);
    for (size_t id = 1; id <= queries_.size(); ++id) {
      const bool waited = std::count(waiting.begin(), waiting.end(), id) > 0;
      EXPECT_EQ(registry_.NextDue(id, end_).has_value(), waited) << id;
    }
    end_ += 2;
    return waiting;
  }
  absl::flat_hash_set<WatchId> ForEntity(const std::string& entity) {
    absl::flat_hash_set<WatchId> found;
    registry_.FindForEntity(entity, found);
    return found;
  }

  std::deque<StandingQuery> queries_;
  WatchRegistry registry_;
  int64_t end_ = 0;  // of the last commit
};

TEST_F(WatchRegistryTest, FilesUnderTheRarestField) {
  Apply(
      {FactChange(FactOf("articles/a/facts/1", {{kActor, "entities/lee"}})), FactChange(FactOf("articles/a/facts/2"))});
  Add(1, Of("entities/lee"));
  Add(2, Of("entities/maris"));
  EXPECT_THAT(For(FactOf("articles/b/facts/1", {{kActor, "entities/lee"}})), UnorderedElementsAre(1));
  EXPECT_THAT(For(FactOf("articles/b/facts/1")), IsEmpty());  // an event, but nobody's
}

TEST_F(WatchRegistryTest, KnowsAllNamesOfWhomAFilterNames) {
  Apply({MergeChange(EntityOf("entities/lee", "Lee"), "entities/ann-lee"), FactChange(FactOf("articles/a/facts/1"))});
  Add(1, Of("entities/ann-lee"));
  EXPECT_THAT(For(FactOf("articles/b/facts/1", {{kActor, "entities/lee"}})), UnorderedElementsAre(1));
  EXPECT_THAT(ForEntity("entities/lee"), UnorderedElementsAre(1));
  EXPECT_THAT(ForEntity("entities/maris"), IsEmpty());
}

TEST_F(WatchRegistryTest, FindsWatchesOfWords) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  Add(1, {}, "treaty");
  v1::Fact fact = FactOf("articles/b/facts/1");
  EXPECT_THAT(For(fact), IsEmpty());
  fact.mutable_theme()->set_text("a Treaty");
  EXPECT_THAT(For(fact), UnorderedElementsAre(1));
}

TEST_F(WatchRegistryTest, OffersEveryFactToAWatchWithoutTerms) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  v1::FactFilter filter;
  filter.set_min_confidence(0.5);
  Add(1, filter);
  EXPECT_THAT(For(FactOf("articles/b/facts/1")), UnorderedElementsAre(1));
}

TEST_F(WatchRegistryTest, KnowsWhatIsDueUntilItIsSeen) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  Add(1, Of("entities/lee"));
  For(FactOf("articles/b/facts/1", {{kActor, "entities/lee"}}));
  For(FactOf("articles/b/facts/2"));
  For(FactOf("articles/b/facts/3", {{kActor, "entities/lee"}}));
  EXPECT_EQ(registry_.NextDue(1, 0)->end, 1);
  EXPECT_EQ(registry_.NextDue(1, 1)->begin, 4);
  EXPECT_EQ(registry_.NextDue(1, 5), std::nullopt);
  EXPECT_EQ(registry_.Due(1).begin, 0);
  EXPECT_EQ(registry_.Due(1).end, 5);
  registry_.ForgetDue();
  EXPECT_TRUE(registry_.Due(1).IsEmpty());
}

TEST_F(WatchRegistryTest, ForgetsWhatIsRemoved) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  Add(1, Of("entities/lee"));
  Add(2, {});
  registry_.Remove(1);
  registry_.Remove(2);
  registry_.Remove(3);
  queries_.clear();
  EXPECT_THAT(For(FactOf("articles/b/facts/1", {{kActor, "entities/lee"}})), IsEmpty());
  EXPECT_EQ(registry_.size(), 0u);
}

}  // namespace
}  // namespace dateline::watches
