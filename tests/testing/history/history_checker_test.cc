#include "tests/testing/history_checker.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = HistoryEventKind;

// Two articles of two facts each, one transaction each: offsets 1 to 3 and 4 to 6.
std::vector<FedChange> Feed() {
  return {{1, 101, "article_added", "articles/a", "body of a", "10:00"},
          {2, 102, "fact_added", "articles/a/facts/1", "fact", "10:00"},
          {3, 103, "fact_added", "articles/a/facts/2", "fact", "10:00"},
          {4, 104, "article_added", "articles/b", "body of b", "10:01"},
          {5, 105, "fact_added", "articles/b/facts/1", "fact", "10:01"},
          {6, 106, "fact_added", "articles/b/facts/2", "fact", "10:01"}};
}

std::vector<std::string> FactsOf(const std::string& article) { return {article + "/facts/1", article + "/facts/2"}; }

HistoryEvent Sent(const std::string& id) {
  return {.kind = Kind::kIngestSent, .request_id = "r" + id, .article = "articles/" + id, .digest = "body of " + id};
}

HistoryEvent Acknowledged(const std::string& id, int64_t offset) {
  return {.kind = Kind::kIngestAcknowledged,
          .request_id = "r" + id,
          .article = "articles/" + id,
          .digest = "body of " + id,
          .offset = offset,
          .names = FactsOf("articles/" + id)};
}

HistoryEvent Received(const std::string& actor, std::vector<FedChange> changes) {
  return {.kind = Kind::kChangesReceived, .actor = actor, .changes = std::move(changes)};
}

HistoryEvent Bookmark(int64_t offset) {
  return {.kind = Kind::kBookmarkReceived, .actor = "follower", .offset = offset};
}

HistoryEvent StreamStarted(int64_t offset) {
  return {.kind = Kind::kStreamStarted, .actor = "follower", .offset = offset};
}

HistoryEvent Page(int64_t offset, std::vector<std::string> names, bool is_last) {
  return {.kind = Kind::kPageRead, .actor = "walk", .offset = offset, .names = std::move(names), .is_last = is_last};
}

HistoryEvent FactsRead(int64_t least_offset, int64_t offset, std::vector<std::string> names) {
  return {.kind = Kind::kFactsRead,
          .article = "articles/b",
          .offset = offset,
          .least_offset = least_offset,
          .names = std::move(names)};
}

HistoryEvent Replica(const std::string& actor, const std::string& digest) {
  return {.kind = Kind::kReplicaRead, .actor = actor, .digest = digest, .offset = 6};
}

// A sound history. Its events are named by their places below; the article c is sent and never heard of.
enum Place {
  kSentA,
  kAckA,
  kSentB,
  kAckB,
  kSentC,
  kAckAAgain,
  kStream,
  kFirstChanges,
  kBookmark,
  kStreamAgain,
  kLastChanges,
  kLastBookmark,
  kList,
  kReadA,
  kReadFacts,
  kPage,
  kLastPage,
  kReplica,
  kOtherReplica
};
std::vector<HistoryEvent> Sound() {
  const std::vector<FedChange> feed = Feed();
  return {Sent("a"),
          Acknowledged("a", 3),
          Sent("b"),
          Acknowledged("b", 6),
          Sent("c"),
          Acknowledged("a", 3),
          StreamStarted(0),
          Received("follower", {feed[0], feed[1], feed[2]}),
          Bookmark(3),
          StreamStarted(3),
          Received("follower", {feed[3], feed[4], feed[5]}),
          Bookmark(6),
          {.kind = Kind::kArticlesListed, .names = {"articles/a", "articles/b"}},
          {.kind = Kind::kArticleRead, .article = "articles/a", .digest = "body of a"},
          FactsRead(6, 6, FactsOf("articles/b")),
          Page(6, FactsOf("articles/a"), false),
          Page(6, FactsOf("articles/b"), true),
          Replica("one", "content"),
          Replica("other", "content")};
}

// The properties that are broken, each once.
std::set<Property> Broken(const std::vector<HistoryEvent>& history) {
  std::set<Property> broken;
  for (const Violation& violation : CheckHistory(history)) broken.insert(violation.property);
  return broken;
}

// That one thing is wrong: it is named, with the event where it shows.
void ExpectOnly(Property property, Place event, const std::string& what, const std::vector<HistoryEvent>& history) {
  const std::vector<Violation> violations = CheckHistory(history);
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].property, property);
  EXPECT_EQ(violations[0].event, static_cast<size_t>(event));
  EXPECT_THAT(violations[0].what, ::testing::StartsWith(what + ": {\"event\":"));
}

TEST(CheckHistory, FindsNothingInASoundHistory) { EXPECT_THAT(CheckHistory(Sound()), IsEmpty()); }

TEST(CheckHistory, AcceptsAStreamThatGoesBackToAnEarlierCursor) {
  std::vector<HistoryEvent> history = Sound();
  history.push_back(StreamStarted(1));
  history.push_back(Received("follower", {Feed()[1], Feed()[2]}));
  EXPECT_THAT(CheckHistory(history), IsEmpty());
}

TEST(CheckHistory, NamesTheEventAndWhatIsWrong) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastChanges].changes.erase(history[kLastChanges].changes.begin() + 1);
  const std::vector<Violation> violations = CheckHistory(history);
  ASSERT_FALSE(violations.empty());
  EXPECT_EQ(violations[0].event, static_cast<size_t>(kLastChanges));
  EXPECT_THAT(violations[0].what, ::testing::HasSubstr("offset 5 was left out: {\"event\":\"changes_received\""));
}

// The feed.

TEST(CheckHistory, FindsADroppedChange) {
  std::vector<HistoryEvent> history = Sound();
  history[kFirstChanges].changes.erase(history[kFirstChanges].changes.begin() + 1);
  EXPECT_THAT(Broken(history), ElementsAre(Property::kReliable));
  // Another follower got it: the facts are compared as well.
  history.push_back({.kind = Kind::kStreamStarted, .actor = "other"});
  history.push_back(Received("other", Feed()));
  EXPECT_THAT(Broken(history), ElementsAre(Property::kReliable));
}

TEST(CheckHistory, FindsAChangeDroppedWhereTheStreamGoesOn) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastChanges].changes.erase(history[kLastChanges].changes.begin());
  EXPECT_TRUE(Broken(history).contains(Property::kResumable));
}

TEST(CheckHistory, FindsARepeatedChange) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastChanges].changes.push_back(Feed()[5]);
  ExpectOnly(Property::kUnique, kLastChanges, "offset 6 comes again", history);
}

TEST(CheckHistory, FindsAnArticleFedAtTwoOffsets) {
  std::vector<HistoryEvent> history = Sound();
  FedChange again = Feed()[0];
  again.offset = 7;
  again.transaction = "10:02";
  history[kLastBookmark].offset = 7;
  history[kLastChanges].changes.push_back(again);
  ExpectOnly(Property::kUnique, kLastChanges, "articles/a is added at 1 and at 7", history);
}

TEST(CheckHistory, FindsReorderedChanges) {
  std::vector<HistoryEvent> history = Sound();
  std::swap(history[kLastChanges].changes[0], history[kLastChanges].changes[1]);
  ExpectOnly(Property::kOrdered, kLastChanges, "offset 4 comes after 5", history);
}

TEST(CheckHistory, FindsAnInventedArticle) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastChanges].changes.push_back({7, 107, "article_added", "articles/x", "body of x", "10:02"});
  history[kLastBookmark].offset = 7;
  ExpectOnly(Property::kNothingInvented, kLastChanges, "nobody sent articles/x", history);
}

TEST(CheckHistory, FindsAnInventedFact) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastChanges].changes.push_back({7, 107, "fact_added", "articles/x/facts/1", "fact", "10:02"});
  history[kLastBookmark].offset = 7;
  ExpectOnly(Property::kNothingInvented, kLastChanges, "articles/x/facts/1 is of no article fed before", history);
  history[kLastChanges].changes.back().name = "articles/b/facts/3";
  ExpectOnly(Property::kNothingInvented, kAckB, "articles/b/facts/3 is fed, but was not in the answer", history);
}

TEST(CheckHistory, FindsATransactionSplitByABookmark) {
  std::vector<HistoryEvent> history = Sound();
  history[kFirstChanges].changes.pop_back();
  history[kBookmark].offset = 2;
  history[kStreamAgain].offset = 2;
  history[kLastChanges].changes.insert(history[kLastChanges].changes.begin(), Feed()[2]);
  EXPECT_THAT(Broken(history), ElementsAre(Property::kAtomic));
}

TEST(CheckHistory, FindsTransactionsThatMix) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastChanges].changes[1].transaction = "10:00";
  EXPECT_TRUE(Broken(history).contains(Property::kAtomic));
}

TEST(CheckHistory, FindsATransactionOfWhichAPartIsMissing) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastChanges].changes[2] = {6, 106, "entity_changed", "entities/e", "entity", "10:01"};
  EXPECT_TRUE(Broken(history).contains(Property::kAtomic));
}

TEST(CheckHistory, FindsABookmarkAheadOfItsChanges) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastBookmark].offset = 7;
  EXPECT_THAT(Broken(history), ElementsAre(Property::kBookmarkable));
}

TEST(CheckHistory, FindsACursorThatSkips) {
  std::vector<HistoryEvent> history = Sound();
  history[kStreamAgain].offset = 4;
  history[kLastChanges].changes.erase(history[kLastChanges].changes.begin());
  EXPECT_TRUE(Broken(history).contains(Property::kResumable));
}

TEST(CheckHistory, FindsAStreamThatGoesOnBeforeItsCursor) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastChanges].changes.insert(history[kLastChanges].changes.begin(), Feed()[2]);
  EXPECT_TRUE(Broken(history).contains(Property::kResumable));
}

TEST(CheckHistory, FindsAForkedFeed) {
  std::vector<HistoryEvent> history = Sound();
  history.push_back({.kind = Kind::kStreamStarted, .actor = "other"});
  history.push_back(Received("other", Feed()));
  history.back().changes[4].chain_crc = 999;
  EXPECT_THAT(Broken(history), ElementsAre(Property::kOneFeed));
}

// Articles.

TEST(CheckHistory, FindsALostArticle) {
  std::vector<HistoryEvent> history = Sound();
  history[kList].names = {"articles/b"};
  EXPECT_THAT(Broken(history), ElementsAre(Property::kAcknowledgedIsReadable));
  history = Sound();
  history[kReadA].digest = "";
  EXPECT_THAT(Broken(history), ElementsAre(Property::kAcknowledgedIsReadable));
}

TEST(CheckHistory, FindsAnAcknowledgedArticleThatWasNotFed) {
  std::vector<HistoryEvent> history = Sound();
  history[kFirstChanges].changes[0] = {1, 101, "entity_changed", "entities/e", "entity", "10:00"};
  EXPECT_TRUE(Broken(history).contains(Property::kAcknowledgedIsReadable));
}

TEST(CheckHistory, FindsAnArticleThatIsThereTwice) {
  std::vector<HistoryEvent> history = Sound();
  history[kList].names.push_back("articles/b");
  EXPECT_THAT(Broken(history), ElementsAre(Property::kReadableOnce));
}

TEST(CheckHistory, AcceptsAnUnacknowledgedArticleOnceOrNotAtAll) {
  std::vector<HistoryEvent> history = Sound();
  history[kList].names.push_back("articles/c");
  EXPECT_THAT(Broken(history), IsEmpty());
  history[kList].names.push_back("articles/c");
  EXPECT_THAT(Broken(history), ElementsAre(Property::kReadableOnce));
}

TEST(CheckHistory, FindsAnotherAnswerToTheSameRequest) {
  std::vector<HistoryEvent> history = Sound();
  history[kAckAAgain].offset = 6;
  EXPECT_THAT(Broken(history), ElementsAre(Property::kOneAnswer));
}

// Answers.

TEST(CheckHistory, FindsAStaleRead) {
  std::vector<HistoryEvent> history = Sound();
  history[kReadFacts] = FactsRead(6, 3, {});
  EXPECT_THAT(Broken(history), ElementsAre(Property::kReadYourToken));
  history[kReadFacts] = FactsRead(6, 6, {});
  EXPECT_THAT(Broken(history), ElementsAre(Property::kReadYourToken));
}

TEST(CheckHistory, FindsAWalkThatMixesStates) {
  std::vector<HistoryEvent> history = Sound();
  history[kPage].offset = 3;
  EXPECT_TRUE(Broken(history).contains(Property::kOneStatePerWalk));
}

TEST(CheckHistory, FindsAWalkThatRepeatsOrSkips) {
  std::vector<HistoryEvent> history = Sound();
  history[kLastPage].names.push_back("articles/a/facts/1");
  EXPECT_THAT(Broken(history), ElementsAre(Property::kOneStatePerWalk));
  history = Sound();
  history[kLastPage].names.pop_back();
  EXPECT_THAT(Broken(history), ElementsAre(Property::kOneStatePerWalk));
}

TEST(CheckHistory, FindsReplicasThatDiffer) {
  std::vector<HistoryEvent> history = Sound();
  history[kOtherReplica].digest = "other content";
  EXPECT_THAT(Broken(history), ElementsAre(Property::kReplicasAgree));
  history[kOtherReplica].offset = 5;
  EXPECT_THAT(Broken(history), IsEmpty());
}

}  // namespace
}  // namespace dateline::testing
