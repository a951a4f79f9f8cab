#include "query_service/answers/corroboration.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::DateOf;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::MergeChange;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RetractChange;

constexpr int kArticles = 14;

// Articles of few publishers about few meetings, so that they confirm each other.
class Newsroom {
 public:
  explicit Newsroom(unsigned seed) : random_(seed) {}

  // An article with its facts.
  std::vector<v1::Change> NextArticle(int number) {
    const std::string name = absl::StrCat("articles/", number);
    v1::Change article = ArticleChange(name, absl::StrCat("publisher ", Below(6)));
    *article.mutable_article_added()->mutable_article()->mutable_published() = DateOf(2025, 8, 10 + Below(12));
    std::vector<v1::Change> changes = {article};
    for (int fact = 0; fact < 3; ++fact) changes.push_back(FactChange(NextFact(absl::StrCat(name, "/facts/", fact))));
    return changes;
  }

  // Something that happens to what is there.
  v1::Change NextEvent() {
    const std::string article = absl::StrCat("articles/", Below(kArticles));
    switch (Below(6)) {
      case 0:
        return PurgeChange(article);
      case 1:
      case 2:
        return RetractChange(absl::StrCat(article, "/facts/", Below(3)));
      default: {
        const std::string alias = absl::StrCat("entities/", 4 + Below(2));
        return MergeChange(EntityOf(alias, alias), Below(3) == 0 ? "" : absl::StrCat("entities/", Below(3)));
      }
    }
  }

 private:
  int Below(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }

  v1::Fact NextFact(const std::string& name) {
    std::vector<testing::RoleAndEntity> participants;
    for (int count = Below(4); count > 0; --count)
      participants.emplace_back(v1::PARTICIPANT_ROLE_ACTOR, absl::StrCat("entities/", Below(6)));
    v1::Fact fact = FactOf(name, participants);
    fact.mutable_trigger()->set_text("met");
    fact.mutable_evidence()->set_text(Below(2) == 0 ? "They met for talks about the border treaty."
                                                    : "The talks about the border treaty ended, when they met.");
    fact.set_negated(Below(8) == 0);
    if (Below(3) == 0) return fact;
    *fact.mutable_time()->mutable_earliest() = DateOf(2025, 8, 10 + Below(5));
    *fact.mutable_time()->mutable_latest() = fact.time().earliest();
    return fact;
  }

  std::mt19937 random_;
};

// An index and its answers.
class Replica {
 public:
  Replica() : path_(directory_.File("index.db")), reader_(path_, published_), answers_(reader_, AnswerLimits()) {
    auto writer = index::IndexWriter::Open(path_, published_, {/*facts_of_segment=*/8, /*facts_of_part=*/2});
    EXPECT_THAT(writer, IsOk());
    writer_ = *std::move(writer);
  }

  void Apply(const std::vector<v1::Change>& changes) {
    feed_.Add(changes);
    EXPECT_THAT(feed_.Give(*writer_), IsOk());
  }
  int64_t head() const { return reader_.Newest()->state.position.offset; }
  Corroboration& corroboration() const { return answers_.corroboration(); }

  // Names of the facts that hold at `at`, with so many sources, in an order.
  std::vector<std::string> Facts(int64_t at, int min_sources = 0, v1::FactOrder order = v1::FACT_ORDER_UNSPECIFIED) {
    v1::ListFactsRequest request;
    request.mutable_consistency()->set_at_exact(RevisionToken({"feed", at}));
    request.mutable_filter()->set_min_independent_sources(min_sources);
    request.set_order_by(order);
    request.set_page_size(1000);
    const absl::StatusOr<std::string> bytes = answers_.ListFacts(request, absl::InfiniteFuture());
    EXPECT_THAT(bytes, IsOk());
    v1::ListFactsResponse response;
    response.ParseFromString(bytes.value_or(""));
    std::vector<std::string> names;
    for (const v1::Fact& fact : response.facts()) names.push_back(fact.name());
    return names;
  }

  // Nothing was compared before somebody asks.
  int CountSources(const std::string& fact, int64_t at) {
    EXPECT_THAT(corroboration().FollowTo(at, absl::InfiniteFuture()), IsOk());
    const index::Snapshot snapshot(reader_);
    return corroboration().CountSources((*snapshot.facts().Find(fact, at))->place.recorded_from(), at);
  }
  std::map<std::string, int> CountAllSources(int64_t at) {
    std::map<std::string, int> sources;
    for (const std::string& fact : Facts(at)) sources[fact] = CountSources(fact, at);
    return sources;
  }

  // The slow way.
  std::map<std::string, int> ExplainAll(int64_t at) {
    std::map<std::string, int> sources;
    for (const std::string& fact : Facts(at)) {
      v1::ExplainFactRequest request;
      request.set_name(fact);
      request.mutable_consistency()->set_at_exact(RevisionToken({"feed", at}));
      v1::ExplainFactResponse response;
      response.ParseFromString(*answers_.ExplainFact(request, absl::InfiniteFuture()));
      for (const v1::ClaimVersion& version : response.versions()) {
        if (version.is_asked()) sources[fact] = version.independent_sources();
      }
    }
    return sources;
  }

 private:
  testing::TemporaryDirectory directory_;
  const std::string path_;
  index::PublishedIndex published_;
  index::IndexReader reader_;
  Answers answers_;
  testing::SampleFeed feed_;
  std::unique_ptr<index::IndexWriter> writer_;
};

int CountConfirmed(const std::map<std::string, int>& sources) {
  return static_cast<int>(
      std::count_if(sources.begin(), sources.end(), [](const auto& each) { return each.second > 1; }));
}

TEST(Corroboration, CountsWhatExplanationsCountWhileThingsHappen) {
  int confirmed = 0;
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Newsroom news(seed);
    Replica replica;
    for (int i = 0; i < kArticles; ++i) {
      replica.Apply(news.NextArticle(i));
      if (i > 2) replica.Apply({news.NextEvent()});
      const std::map<std::string, int> sources = replica.CountAllSources(replica.head());
      ASSERT_EQ(sources, replica.ExplainAll(replica.head())) << "article " << i << ", seed " << seed;
      confirmed += CountConfirmed(sources);
    }
  }
  EXPECT_GT(confirmed, 100);
}

TEST(Corroboration, CountsWhatExplanationsCountAtEveryStateSinceThePurges) {
  int confirmed = 0;
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Newsroom news(seed);
    Replica replica;
    int64_t purged_at = 0;
    for (int i = 0; i < kArticles; ++i) {
      replica.Apply(news.NextArticle(i));
      const v1::Change event = news.NextEvent();
      const bool is_allowed = !event.has_article_purged() || i < 5;
      if (!is_allowed) continue;
      replica.Apply({event});
      if (event.has_article_purged()) purged_at = replica.head();
    }
    const bool at_once = seed % 2 == 0;
    if (at_once) replica.Facts(replica.head(), 2);
    for (int64_t at = std::max<int64_t>(1, purged_at); at <= replica.head(); ++at) {
      const std::map<std::string, int> sources = replica.CountAllSources(at);
      ASSERT_EQ(sources, replica.ExplainAll(at)) << "at " << at << ", seed " << seed;
      confirmed += CountConfirmed(sources);
    }
  }
  EXPECT_GT(confirmed, 200);
}

TEST(Corroboration, DoesNotDependOnTheOrderInWhichArticlesAndMergesCome) {
  int confirmed = 0;
  for (unsigned seed = 1; seed <= 10; ++seed) {
    Newsroom news(seed);
    std::vector<std::vector<v1::Change>> transactions;
    for (int i = 0; i < kArticles; ++i) transactions.push_back(news.NextArticle(i));
    transactions.push_back({MergeChange(EntityOf("entities/4", "4"), "entities/0")});
    transactions.push_back({MergeChange(EntityOf("entities/5", "5"), "entities/1")});
    Replica one;
    for (const auto& transaction : transactions) one.Apply(transaction);
    std::shuffle(transactions.begin(), transactions.end(), std::mt19937(seed));
    Replica other;
    for (const auto& transaction : transactions) other.Apply(transaction);
    const std::map<std::string, int> sources = one.CountAllSources(one.head());
    ASSERT_EQ(sources, other.CountAllSources(other.head())) << "seed " << seed;
    confirmed += CountConfirmed(sources);
  }
  EXPECT_GT(confirmed, 50);
}

TEST(Corroboration, FiltersAndOrdersFacts) {
  Newsroom news(7);
  Replica replica;
  for (int i = 0; i < kArticles; ++i) replica.Apply(news.NextArticle(i));
  const int64_t at = replica.head();
  std::map<std::string, int> sources = replica.CountAllSources(at);
  for (int least = 0; least <= 4; ++least) {
    std::vector<std::string> expected = replica.Facts(at);
    std::erase_if(expected, [&](const std::string& fact) { return sources.at(fact) < least; });
    EXPECT_EQ(replica.Facts(at, least), expected) << least;
  }
  std::vector<std::string> ordered = replica.Facts(at);
  std::stable_sort(ordered.begin(), ordered.end(), [&](const std::string& left, const std::string& right) {
    return sources.at(left) > sources.at(right);
  });
  EXPECT_EQ(replica.Facts(at, 0, v1::FACT_ORDER_SOURCES), ordered);
  EXPECT_GT(sources.at(ordered.front()), 2);
}

TEST(Corroboration, SaysWhenItIsNotDoneInTimeAndGoesOn) {
  Newsroom news(7);
  Replica replica;
  for (int i = 0; i < kArticles; ++i) replica.Apply(news.NextArticle(i));
  const absl::Status late = replica.corroboration().FollowTo(replica.head(), absl::InfinitePast());
  EXPECT_TRUE(absl::IsDeadlineExceeded(late));
  EXPECT_EQ(errors::Reason(late), "FACTS_NOT_COMPARED");
  EXPECT_THAT(replica.corroboration().FollowTo(replica.head(), absl::InfiniteFuture()), IsOk());
}

}  // namespace
}  // namespace dateline::answers
