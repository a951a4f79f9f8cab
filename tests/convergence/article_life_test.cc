// Whatever happens to articles, and in whatever order: the log says what the articles in force say, and no more.
#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::ExpectSoundFeed;
using ::dateline::testing::IsOk;
using ::dateline::testing::OfficeWrite;
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

// An article of people who may be one another.
ArticleWrite RandomArticle(int number, std::mt19937& random) {
  static const std::vector<std::vector<std::string>> kPeople = {
      {"entities/person.vn.bui-thanh-son", "Bùi Thanh Sơn", "VN"},
      {"entities/person.vn.le-son", "Lê Sơn", "VN"},
      {"entities/person.bui-thanh-son", "Bui Thanh Son", ""},
      {"entities/person.us.bui-thanh-son", "B. T. Son", "US"}};
  const std::string id = absl::StrCat("a", number);
  const auto& person = kPeople[random() % kPeople.size()];
  const std::string title = random() % 2 == 0 ? "Minister" : "Coach";
  const bool is_short = random() % 3 == 0;
  ArticleWrite write =
      is_short ? OfficeWrite(id, "entities/person.son." + id, "Son", "VN", title)
               : OfficeWrite(id, person[0], random() % 2 == 0 ? person[1] : "Alias of " + person[1], person[2], title);
  write.facts[0].set_name(absl::StrCat(write.article.name(), "/facts/", random() % 3));
  write.facts[0].mutable_evidence()->set_text(absl::StrCat("It says ", random() % 3));
  write.article.set_body(absl::StrCat("Body ", random()));
  write.article.set_sha256(write.article.body());
  return write;
}

class ArticleLifeTest : public testing::FactLogFixture {
 protected:
  // One random thing that may happen to the article; `in_force` is what the articles say after it.
  void DoSomething(int number, std::mt19937& random, std::map<int, std::optional<ArticleWrite>>& in_force,
                   std::set<int>& purged) {
    const std::string name = absl::StrCat("articles/a", number);
    ArticleWrite write = RandomArticle(number, random);
    if (!in_force.contains(number)) {
      if (random() % 4 == 0) write.article.set_status(v1::ARTICLE_STATUS_WITHHELD);
      ASSERT_THAT(Append(write), IsOk());
      in_force[number] = write;
      if (write.article.status() == v1::ARTICLE_STATUS_WITHHELD) in_force[number].reset();
    } else if (purged.contains(number)) {
      EXPECT_FALSE(Correct(write).ok());
    } else if (const auto choice = random() % 8; choice == 0) {
      ASSERT_THAT(Purge({.name = name}), IsOk());
      purged.insert(number);
      in_force[number].reset();
    } else if (choice <= 2) {
      ASSERT_THAT(Retract({.name = name}), IsOk());
      in_force[number].reset();
    } else if (choice == 3 && in_force[number].has_value()) {
      write.article = in_force[number]->article;
      write.etag = log_->reader().ReadArticle(name)->etag();
      ASSERT_THAT(Reread(write), IsOk());
      in_force[number] = write;
    } else {
      ASSERT_THAT(Correct(write), IsOk());
      in_force[number] = write;
    }
  }
};

TEST_F(ArticleLifeTest, LeavesWhatTheArticlesInForceSay) {
  std::mt19937 random(5);
  for (int round = 0; round < 25; ++round) {
    testing::TemporaryDirectory directory;
    log_ = *SqliteFactLog::Open(directory.File("log"), {}, [](const FeedHead&) {});
    std::map<int, std::optional<ArticleWrite>> in_force;
    std::set<int> purged;
    for (int step = 0; step < 30; ++step) {
      DoSomething(static_cast<int>(random() % 5), random, in_force, purged);
      if (HasFatalFailure()) return;
    }
    ExpectSoundFeed(Changes(), log_->Head());
    const State state = Follow(Changes());

    testing::TemporaryDirectory fresh_directory;
    log_ = *SqliteFactLog::Open(fresh_directory.File("log"), {}, [](const FeedHead&) {});
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
