#include "tests/testing/feed_history.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kFact[] = "articles/a/facts/1";

v1::Fact FactOf(const std::string& name) {
  v1::Fact fact;
  fact.set_name(name);
  return fact;
}

v1::Change Added(int32_t revision, v1::ArticleStatus status = v1::ARTICLE_STATUS_USABLE) {
  v1::Change change;
  v1::Article& article = *change.mutable_article_added()->mutable_article();
  article.set_name("articles/a");
  article.set_revision(revision);
  article.set_status(status);
  return change;
}

v1::Change StatusChanged(v1::ArticleStatus status) {
  v1::Change change;
  *change.mutable_article_status_changed()->mutable_article() = Added(1, status).article_added().article();
  return change;
}

v1::Change FactAdded(const std::string& name = kFact) {
  v1::Change change;
  *change.mutable_fact_added()->mutable_fact() = FactOf(name);
  return change;
}

v1::Change Superseded(const std::string& before, const std::string& after) {
  v1::Change change;
  *change.mutable_fact_superseded()->mutable_before() = FactOf(before);
  *change.mutable_fact_superseded()->mutable_after() = FactOf(after);
  return change;
}

v1::Change Retracted() {
  v1::Change change;
  change.mutable_fact_retracted()->set_fact(kFact);
  return change;
}

v1::Change Purged() {
  v1::Change change;
  change.mutable_article_purged()->set_article("articles/a");
  return change;
}

v1::Change Redacted() {
  v1::Change change;
  change.mutable_redacted();
  return change;
}

// With the offsets and the chain that they should have.
std::vector<v1::ChangeRecord> Records(const std::vector<v1::Change>& changes) {
  std::vector<v1::ChangeRecord> records;
  uint32_t chain_crc = 0;
  for (const v1::Change& change : changes) {
    v1::ChangeRecord& record = records.emplace_back();
    record.set_offset(static_cast<int64_t>(records.size()));
    chain_crc = RecomputeChainCrc(chain_crc, record.offset(), change.SerializeAsString());
    record.set_chain_crc(chain_crc);
    *record.mutable_change() = change;
  }
  return records;
}

FeedHistory Take(const std::vector<v1::ChangeRecord>& records) {
  FeedHistory history;
  for (const v1::ChangeRecord& record : records) history.Take(record);
  return history;
}

std::vector<std::string> ViolationsOf(const std::vector<v1::Change>& changes) {
  return Take(Records(changes)).violations();
}

TEST(FeedHistory, HoldsWhatLives) {
  const FeedHistory history =
      Take(Records({Added(1), FactAdded(), Added(2), Superseded(kFact, "articles/a/facts/2"), FactAdded()}));
  EXPECT_THAT(history.violations(), IsEmpty());
  EXPECT_EQ(history.articles().at("articles/a").revision, 2);
  EXPECT_EQ(history.FactCount(), 2U);
  EXPECT_EQ(history.head_offset(), 5);
}

TEST(FeedHistory, AcceptsAFactThatIsSaidAgainAfterAWithdrawal) {
  EXPECT_THAT(ViolationsOf({Added(1), FactAdded(), StatusChanged(v1::ARTICLE_STATUS_CANCELED), Retracted(),
                            StatusChanged(v1::ARTICLE_STATUS_USABLE), FactAdded()}),
              IsEmpty());
}

TEST(FeedHistory, TakesTheChainOfARedactedChangeAsItIs) {
  std::vector<v1::ChangeRecord> records = Records({Added(1), FactAdded(), Purged()});
  *records[0].mutable_change() = Redacted();
  *records[1].mutable_change() = Redacted();
  const FeedHistory history = Take(records);
  EXPECT_THAT(history.violations(), IsEmpty());
  EXPECT_THAT(history.purged(), ElementsAre("articles/a"));
  EXPECT_THAT(history.articles(), IsEmpty());
}

TEST(FeedHistory, FindsAGapAndABrokenChain) {
  std::vector<v1::ChangeRecord> records = Records({Added(1), FactAdded(), Retracted()});
  records.erase(records.begin() + 1);
  EXPECT_THAT(Take(records).violations(),
              ElementsAre("offset 3: comes after 1", "offset 3: the chain breaks", HasSubstr("does not live")));
}

TEST(FeedHistory, FindsARepeatedChange) {
  std::vector<v1::ChangeRecord> records = Records({Added(1), FactAdded()});
  records.push_back(v1::ChangeRecord(records.back()));
  EXPECT_THAT(Take(records).violations(),
              ElementsAre("offset 2: comes after 2", "offset 2: the chain breaks", HasSubstr("lives already")));
}

TEST(FeedHistory, FindsReorderedChanges) {
  std::vector<v1::ChangeRecord> records = Records({Added(1), FactAdded(), FactAdded("articles/a/facts/2")});
  std::swap(records[1], records[2]);
  EXPECT_THAT(Take(records).violations(), ElementsAre("offset 3: comes after 1", "offset 3: the chain breaks",
                                                      "offset 2: comes after 3", "offset 2: the chain breaks"));
}

TEST(FeedHistory, FindsAFactThatLivesTwice) {
  EXPECT_THAT(ViolationsOf({Added(1), FactAdded(), FactAdded()}), ElementsAre(HasSubstr("lives already")));
  EXPECT_THAT(
      ViolationsOf({Added(1), FactAdded("articles/a/facts/2"), FactAdded(), Superseded("articles/a/facts/2", kFact)}),
      ElementsAre(HasSubstr("lives already")));
}

TEST(FeedHistory, FindsARevisionThatIsLeftOutOrComesAgain) {
  EXPECT_THAT(ViolationsOf({Added(1), Added(3)}), ElementsAre(HasSubstr("has revision 3, not 2")));
  EXPECT_THAT(ViolationsOf({Added(1), Added(1)}), ElementsAre(HasSubstr("has revision 1, not 2")));
  EXPECT_THAT(ViolationsOf({Added(1), StatusChanged(v1::ARTICLE_STATUS_USABLE)}), ElementsAre(HasSubstr("status")));
}

TEST(FeedHistory, FindsAFactOfAnArticleThatIsNotInForce) {
  EXPECT_THAT(ViolationsOf({Added(1, v1::ARTICLE_STATUS_WITHHELD), FactAdded()}), ElementsAre(HasSubstr("in force")));
  EXPECT_THAT(ViolationsOf({FactAdded()}), ElementsAre(HasSubstr("no article")));
}

TEST(FeedHistory, FindsWordsAboutAPurgedArticle) {
  EXPECT_THAT(ViolationsOf({Added(1), Purged(), Added(1)}), ElementsAre(HasSubstr("was purged")));
  EXPECT_THAT(ViolationsOf({Added(1), Purged(), FactAdded()}), ElementsAre(HasSubstr("no article")));
  EXPECT_THAT(ViolationsOf({Added(1), Purged(), Purged()}), ElementsAre(HasSubstr("purged again")));
}

}  // namespace
}  // namespace dateline::testing
