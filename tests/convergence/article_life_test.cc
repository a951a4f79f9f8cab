// Whatever happens to articles, and in whatever order: the log says what the articles in force say, and no more.
#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/testing/article_life_fixture.h"
#include "tests/testing/random_seed.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::ExpectSoundFeed;
using ::dateline::testing::IsOk;
using ::dateline::testing::ParsedChange;

// What a follower of the feed holds: the serialized item by its name.
using State = std::map<std::string, std::string>;

std::string Content(v1::Fact fact) {
  fact.clear_article_revision();
  return fact.SerializeAsString();
}

// Applies changes as docs/feed_protocol.md says, slowly. Notes what cannot be: a fact added twice, one retracted that
// is not there.
State Follow(const std::vector<StoredChange>& changes) {
  State state;
  const auto take = [&](const v1::Fact& fact) { state[fact.name()] = Content(fact); };
  for (const StoredChange& stored : changes) {
    const v1::Change change = ParsedChange(stored);
    if (change.has_fact_added()) {
      EXPECT_FALSE(state.contains(change.fact_added().fact().name())) << "added twice at " << stored.offset;
      take(change.fact_added().fact());
    } else if (change.has_fact_confirmed()) {
      EXPECT_TRUE(state.contains(change.fact_confirmed().fact().name())) << stored.offset;
      take(change.fact_confirmed().fact());
    } else if (change.has_fact_superseded()) {
      EXPECT_EQ(state.erase(change.fact_superseded().before().name()), 1u) << stored.offset;
      take(change.fact_superseded().after());
    } else if (change.has_fact_retracted()) {
      EXPECT_EQ(state.erase(change.fact_retracted().fact()), 1u) << stored.offset;
    } else if (change.has_entity_changed()) {
      state[change.entity_changed().entity().name()] = change.entity_changed().entity().SerializeAsString();
    } else if (change.has_entity_merged()) {
      state[change.entity_merged().entity().name()] = change.entity_merged().entity().SerializeAsString();
    } else if (change.has_entity_removed()) {
      state.erase(change.entity_removed().entity());  // what brought it may be redacted
    } else if (change.has_article_purged()) {
      const std::string& article = change.article_purged().article();
      std::erase_if(state, [&](const auto& item) { return item.first.rfind(article + "/", 0) == 0; });
    }
  }
  return state;
}

class ArticleLifeTest : public testing::ArticleLifeFixture {};

TEST_F(ArticleLifeTest, LeavesWhatTheArticlesInForceSay) {
  std::mt19937 random(5 + testing::RandomSeed());
  for (int round = 0; round < 25; ++round) {
    testing::TemporaryDirectory directory;
    log_ = *FactLog::Open(directory.File("log"), {}, [](const FeedHead&) {});
    std::map<int, std::optional<ArticleWrite>> in_force;
    std::set<int> purged;
    for (int step = 0; step < 30; ++step) {
      DoSomething(static_cast<int>(random() % 5), random, in_force, purged);
      if (HasFatalFailure()) return;
    }
    ExpectSoundFeed(Changes(), log_->Head());
    const State state = Follow(Changes());

    testing::TemporaryDirectory fresh_directory;
    log_ = *FactLog::Open(fresh_directory.File("log"), {}, [](const FeedHead&) {});
    std::vector<ArticleWrite> writes;
    for (auto& [number, write] : in_force) {
      if (write.has_value()) writes.push_back(*write);
    }
    std::shuffle(writes.begin(), writes.end(), random);
    for (ArticleWrite& write : writes) {
      write.etag.clear();
      ASSERT_THAT(Append(write), IsOk());
    }
    ASSERT_EQ(state, Follow(Changes())) << "round " << round;
    log_.reset();
  }
}

}  // namespace
}  // namespace dateline::fact_log
