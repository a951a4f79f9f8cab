#include "query_service/answers/corroboration.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::DateOf;
using ::dateline::testing::EntityChange;
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
  Replica()
      : place_{directory_.Store("index.db"), directory_.File("index.db")},
        reader_(place_, published_),
        answers_(reader_, AnswerLimits()) {
    auto writer = index::IndexWriter::Open(place_, published_, {/*facts_of_segment=*/8, /*facts_of_part=*/2});
    EXPECT_THAT(writer, IsOk());
    writer_ = *std::move(writer);
  }

  void Apply(const std::vector<v1::Change>& changes) {
    feed_.Add(changes);
    EXPECT_THAT(feed_.Give(*writer_), IsOk());
  }
  int64_t head() const { return reader_.Newest()->state.position.offset; }
  Corroboration& corroboration() const { return answers_.corroboration(); }

  template <typename Response, typename Request>
  Response Ask(absl::StatusOr<std::string> (Answers::*method)(const Request&, absl::Time) const,
               const Request& request) const {
    const absl::StatusOr<std::string> bytes = (answers_.*method)(request, absl::InfiniteFuture());
    EXPECT_THAT(bytes, IsOk());
    Response response;
    EXPECT_TRUE(response.ParseFromString(bytes.value_or("")));
    return response;
  }

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
  testing::StoreDirectory directory_;
  const index::IndexPlace place_;
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

// Articles of publishers of their own that say the same of one whom `person` names.
std::vector<v1::Change> OneStory(int first, int count, const std::string& person) {
  std::vector<v1::Change> changes;
  for (int i = first; i < first + count; ++i) {
    v1::Change article = ArticleChange(absl::StrCat("articles/", i), absl::StrCat("publisher ", i));
    *article.mutable_article_added()->mutable_article()->mutable_published() = DateOf(2025, 8, 14);
    v1::Fact fact = FactOf(absl::StrCat("articles/", i, "/facts/1"),
                           {{v1::PARTICIPANT_ROLE_ACTOR, person}, {v1::PARTICIPANT_ROLE_ACTOR, "entities/person.lee"}});
    fact.mutable_trigger()->set_text("met");
    fact.mutable_evidence()->set_text("They met for talks about the border treaty.");
    *fact.mutable_time()->mutable_earliest() = DateOf(2025, 8, 14);
    *fact.mutable_time()->mutable_latest() = DateOf(2025, 8, 14);
    changes.push_back(article);
    changes.push_back(FactChange(fact));
  }
  return changes;
}

TEST(Corroboration, EveryQuestionTakesOnlyWhatSoManySourcesSay) {
  Replica replica;
  replica.Apply({EntityChange(EntityOf("entities/person.jo", "Jo"))});
  replica.Apply(OneStory(0, 2, "entities/person.jo"));
  v1::Fact alone = FactOf("articles/9/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/person.jo"},
                                                 {v1::PARTICIPANT_ROLE_ACTOR, "entities/person.ann"}});
  alone.set_event_type(v1::EVENT_TYPE_ACCUSE);
  alone.mutable_evidence()->set_text("She accused him of fraud when they met in court.");
  *alone.mutable_time()->mutable_earliest() = DateOf(2020, 1, 1);
  *alone.mutable_time()->mutable_latest() = DateOf(2020, 1, 1);
  replica.Apply({ArticleChange("articles/9", "publisher 9"), FactChange(alone)});
  for (const int least : {1, 2}) {
    const int facts = least == 1 ? 3 : 2;
    v1::FactFilter filter;
    filter.set_min_independent_sources(least);
    v1::SearchFactsRequest search;
    search.set_query("met");
    search.set_order_by(v1::FACT_ORDER_SOURCES);
    *search.mutable_filter() = filter;
    const auto found = replica.Ask<v1::SearchFactsResponse>(&Answers::SearchFacts, search);
    ASSERT_EQ(found.hits_size(), facts);
    // It was recorded last.
    EXPECT_NE(found.hits(0).fact().name(), alone.name());
    v1::AggregateFactsRequest aggregate;
    aggregate.add_group_by(v1::FACT_DIMENSION_KIND);
    *aggregate.mutable_filter() = filter;
    EXPECT_EQ(replica.Ask<v1::AggregateFactsResponse>(&Answers::AggregateFacts, aggregate).total_facts(), facts);
    v1::ListCounterpartsRequest counterparts;
    counterparts.set_entity("entities/person.jo");
    *counterparts.mutable_filter() = filter;
    const auto others = replica.Ask<v1::ListCounterpartsResponse>(&Answers::ListCounterparts, counterparts);
    EXPECT_EQ(others.counterparts_size(), least == 1 ? 2 : 1);
    v1::ExportFactsRequest exported;
    *exported.mutable_filter() = filter;
    EXPECT_EQ(replica.Ask<v1::ExportFactsResponse>(&Answers::ExportFacts, exported).facts_size(), facts);
  }
}

// Asks with a deadline that comes after one fact, until everything is compared.
int CountCalls(Corroboration& corroboration, int64_t at) {
  int calls = 1;
  while (!corroboration.FollowTo(at, absl::Now() + absl::Microseconds(20)).ok()) ++calls;
  return calls;
}

TEST(Corroboration, NoticesADeadlineBetweenTwoFactsAndGoesOnThere) {
  Replica replica;
  replica.Apply(OneStory(0, 20, "entities/person.jo"));
  EXPECT_GE(CountCalls(replica.corroboration(), replica.head()), 20);
  EXPECT_EQ(replica.CountAllSources(replica.head()), replica.ExplainAll(replica.head()));
}

TEST(Corroboration, NoticesADeadlineWhileAnEntityIsMerged) {
  Replica replica;
  replica.Apply(OneStory(0, 12, "entities/person.jo"));
  replica.Apply(OneStory(12, 12, "entities/person.joe"));
  ASSERT_THAT(replica.corroboration().FollowTo(replica.head(), absl::InfiniteFuture()), IsOk());
  replica.Apply({MergeChange(EntityOf("entities/person.joe", "Joe"), "entities/person.jo")});
  EXPECT_GE(CountCalls(replica.corroboration(), replica.head()), 12);
  const std::map<std::string, int> sources = replica.CountAllSources(replica.head());
  EXPECT_EQ(sources, replica.ExplainAll(replica.head()));
  EXPECT_EQ(sources.at("articles/20/facts/1"), 24);
}

TEST(Corroboration, WaitsForSomebodyElseOnlyUntilItsDeadline) {
  Replica replica;
  replica.Apply(OneStory(0, 150, "entities/person.jo"));
  std::thread other(
      [&] { EXPECT_THAT(replica.corroboration().FollowTo(replica.head(), absl::InfiniteFuture()), IsOk()); });
  bool was_late_meanwhile = false;
  while (true) {
    const absl::Status followed = replica.corroboration().FollowTo(replica.head(), absl::InfinitePast());
    if (followed.ok()) break;
    EXPECT_EQ(errors::Reason(followed), "FACTS_NOT_COMPARED");
    const bool has_begun = !absl::StrContains(followed.message(), "up to change 0 ");
    was_late_meanwhile = was_late_meanwhile || has_begun;
  }
  other.join();
  EXPECT_TRUE(was_late_meanwhile);
}

TEST(Corroboration, ForgetsWhatIsErased) {
  Replica replica;
  replica.Apply(OneStory(0, 2, "entities/person.jo"));
  EXPECT_EQ(replica.CountSources("articles/0/facts/1", replica.head()), 2);
  replica.corroboration().Forget("articles/1");
  std::vector<v1::Change> again = OneStory(2, 1, "entities/person.jo");
  again[0].mutable_article_added()->mutable_article()->set_publisher("publisher 1");
  replica.Apply(again);
  // It does not know any more who published the article, which the index still holds.
  EXPECT_EQ(replica.CountSources("articles/0/facts/1", replica.head()), 3);
  replica.corroboration().ForgetAll();
  EXPECT_EQ(replica.CountSources("articles/0/facts/1", replica.head()), 2);
}

TEST(Corroboration, APurgeTakesAwayASourceThatWasCounted) {
  Replica replica;
  replica.Apply(OneStory(0, 3, "entities/person.jo"));
  const int64_t before = replica.head();
  EXPECT_EQ(replica.CountSources("articles/0/facts/1", before), 3);
  replica.Apply({PurgeChange("articles/1")});
  EXPECT_EQ(replica.CountSources("articles/0/facts/1", replica.head()), 2);
  EXPECT_EQ(replica.CountSources("articles/0/facts/1", before), 3);
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
