#include "ingest_service/fact_log/compaction.h"

#include <algorithm>
#include <set>

#include "absl/strings/escaping.h"
#include "ingest_service/fact_log/log_check.h"
#include "platform/encoding/sha256.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::OfficeWrite;
using ::dateline::testing::ParsedChange;
using ::dateline::testing::SampleEntity;
using ::dateline::testing::SampleWrite;

class CompactionTest : public testing::FactLogFixture {
 protected:
  void CompactEverything() {
    ASSERT_THAT(
        Compact({.surplus = {.committed_before = absl::InfiniteFuture()}, .lease = {absl::Minutes(1), absl::Now()}}),
        IsOk());
  }

  static std::string DigestOf(const std::string& entity) { return absl::HexStringToBytes(encoding::Sha256Hex(entity)); }

  // That the last ARTICLE_PURGED names.
  std::set<std::string> PurgedEntities() {
    std::set<std::string> digests;
    const FeedHead head = log_->Head();
    const auto changes = log_->reader().ReadChanges(head.low_offset - 1, {.last_offset = head.offset});
    for (const StoredChange& stored : *changes) {
      const v1::Change change = ParsedChange(stored);
      if (!change.has_article_purged()) continue;
      digests.insert(change.article_purged().entity_sha256().begin(), change.article_purged().entity_sha256().end());
    }
    return digests;
  }

  // Offsets of the changes in the table, from one on.
  std::vector<int64_t> StoredOffsets() {
    std::vector<int64_t> offsets;
    for (int64_t offset = 1; offset <= log_->Head().offset; ++offset) {
      if (log_->reader().ReadChainCrc(offset)->has_value()) offsets.push_back(offset);
    }
    return offsets;
  }
};

TEST_F(CompactionTest, KeepsTheLastTransactionAndWhatHolds) {
  ASSERT_THAT(Append(SampleWrite("a", 2)), IsOk());      // 1: article, 2: entity, 3 and 4: facts
  ASSERT_THAT(Retract({.name = "articles/a"}), IsOk());  // 5: article, 6: entity removed, 7 and 8: facts retracted
  ASSERT_THAT(Append(SampleWrite("b", 1)), IsOk());      // 9 to 11
  CompactEverything();
  EXPECT_EQ(log_->Head().low_offset, 9);
  EXPECT_EQ(StoredOffsets(), (std::vector<int64_t>{5, 9, 10, 11}));
  EXPECT_EQ(log_->reader().ReadArticle("articles/a")->status(), v1::ARTICLE_STATUS_CANCELED);
  // Withdrawn again: what said so before has no use any more.
  ASSERT_THAT(Correct(SampleWrite("a", 1)), IsOk());
  EXPECT_EQ(StoredOffsets()[0], 9);
}

TEST_F(CompactionTest, DropsNothingOnACountThatAnotherHasOutdated) {
  for (const char* const id : {"a", "b", "c"}) ASSERT_THAT(Append(SampleWrite(id)), IsOk());
  CompactionOrder order{.surplus = {.excess_bytes = 1}, .lease = {absl::Minutes(1), absl::Now()}, .low_offset = 1};
  const auto first = Compact(order);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->changes, 1);
  EXPECT_EQ(first->low_offset, 2);
  const auto outdated = Compact(order);
  ASSERT_THAT(outdated, IsOk());
  EXPECT_EQ(outdated->changes, 0);
  EXPECT_EQ(outdated->low_offset, 2);
  order.low_offset = 2;
  EXPECT_EQ(Compact(order)->changes, 1);
}

TEST_F(CompactionTest, LeavesNoGapInWhatIsRead) {
  ASSERT_THAT(Append(SampleWrite("a", 0)), IsOk());
  ASSERT_THAT(Append(SampleWrite("b", 2)), IsOk());
  ASSERT_THAT(Retract({.name = "articles/b"}), IsOk());
  ASSERT_THAT(Append(SampleWrite("c", 0)), IsOk());
  CompactEverything();
  const std::vector<int64_t> stored = StoredOffsets();
  ASSERT_GT(log_->Head().offset, static_cast<int64_t>(stored.size()));
  for (int64_t after = 0; after < log_->Head().offset; ++after) {
    int64_t offset = after;
    const auto changes = log_->reader().ReadChanges(after, {.last_offset = log_->Head().offset});
    for (const StoredChange& change : *changes) {
      EXPECT_EQ(change.offset, ++offset);
    }
  }
}

TEST_F(CompactionTest, DropsNoMoreThanAsked) {
  for (const char* const id : {"a", "b", "c"}) ASSERT_THAT(Append(SampleWrite(id, 1)), IsOk());
  const auto nothing = Compact({.lease = {absl::Minutes(1), absl::Now()}});
  EXPECT_EQ(nothing->changes, 0);
  const auto one = Compact({.surplus = {.excess_bytes = 1}, .lease = {absl::Minutes(1), absl::Now()}});
  EXPECT_EQ(one->changes, 1);
  EXPECT_GT(one->bytes, 0);
  const auto two = Compact({.surplus = {.committed_before = absl::InfiniteFuture()},
                            .lease = {absl::Minutes(1), absl::Now()},
                            .max_changes = 2});
  EXPECT_EQ(two->changes, 2);
  EXPECT_EQ(log_->Head().low_offset, 4);
}

TEST_F(CompactionTest, WaitsForConsumersWithALease) {
  for (const char* const id : {"a", "b", "c"}) ASSERT_THAT(Append(SampleWrite(id, 1)), IsOk());
  ASSERT_THAT(Acknowledge({"slow", 2}, {absl::Hours(1), absl::Now()}), IsOk());
  ASSERT_THAT(Acknowledge({"fast", 6}, {absl::Hours(1), absl::Now()}), IsOk());
  CompactEverything();
  EXPECT_EQ(log_->Head().low_offset, 3);
  ASSERT_THAT(Compact({.surplus = {.committed_before = absl::InfiniteFuture()},
                       .lease = {absl::Minutes(1), absl::Now() + absl::Hours(2)}}),
              IsOk());
  EXPECT_EQ(log_->Head().low_offset, 6);
}

TEST_F(CompactionTest, WaitsForALeaseWithinBounds) {
  for (const char* const id : {"a", "b", "c"}) ASSERT_THAT(Append(SampleWrite(id, 1)), IsOk());
  ASSERT_THAT(Acknowledge({"stuck", 2}, {absl::Hours(1), absl::Now()}), IsOk());
  const int64_t bytes = *log_->reader().CountChangeBytes(1, 3);
  ASSERT_THAT(Compact({.surplus = {.committed_before = absl::InfiniteFuture()},
                       .leased_surplus = {.excess_bytes = bytes},
                       .lease = {absl::Hours(1), absl::Now()}}),
              IsOk());
  EXPECT_EQ(log_->Head().low_offset, 4);
  // Whom it has left behind it waits for no more, though its lease runs.
  CompactEverything();
  EXPECT_EQ(log_->Head().low_offset, 6);
}

TEST_F(CompactionTest, LastsOverARestart) {
  for (const char* const id : {"a", "b"}) ASSERT_THAT(Append(SampleWrite(id, 1)), IsOk());
  CompactEverything();
  const FeedHead before = log_->Head();
  EXPECT_GT(before.low_offset, 1);
  Reopen();
  EXPECT_EQ(log_->Head().low_offset, before.low_offset);
  EXPECT_EQ(log_->Head().low_chain_crc, before.low_chain_crc);
}

TEST_F(CompactionTest, AnswersARequestAgainWithTheArticleAsItStands) {
  ArticleWrite write = SampleWrite("a", 1);
  write.request_id = "r";
  ASSERT_THAT(Append(write), IsOk());
  ArticleWrite corrected = SampleWrite("a", 1, "Another body");
  ASSERT_THAT(Correct(corrected), IsOk());
  ASSERT_THAT(Append(SampleWrite("b", 1)), IsOk());
  CompactEverything();
  const auto again = Append(write);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->article.revision(), 2);
  EXPECT_EQ(again->facts.size(), 1u);
}

// Followers have an alias that a revision gave, long after the feed has dropped the change that said so.
TEST_F(CompactionTest, APurgeNamesEntitiesWhoseChangesAreGone) {
  ASSERT_THAT(Append(SampleWrite("other", 1)), IsOk());
  ArticleWrite write = SampleWrite("a", 1);
  write.entities = {SampleEntity("entities/p-son", "Bùi Thanh Sơn", {"Secret Alias"})};
  ASSERT_THAT(Append(write), IsOk());
  ASSERT_THAT(Correct(SampleWrite("a", 1, "Without the alias")), IsOk());
  ASSERT_THAT(Append(SampleWrite("b", 1)), IsOk());
  CompactEverything();
  ASSERT_THAT(Purge({.name = "articles/a"}), IsOk());
  EXPECT_EQ(PurgedEntities(), std::set<std::string>{DigestOf("entities/p-son")});
  const auto database = store::Database::OpenReader(directory_.Store("log"));
  EXPECT_THAT(CheckLog(**database), IsOk());
}

// Followers have a version of one person that repeats the name of another, into whom it was merged once.
TEST_F(CompactionTest, APurgeNamesWhoeverWasMergedIntoSomebodyGone) {
  ASSERT_THAT(Append(OfficeWrite("a", "entities/person.vn.bui-thanh-son", "Bùi Thanh Sơn", "VN", "Minister")), IsOk());
  ArticleWrite write = OfficeWrite("b", "entities/person.bui-thanh-son", "Bui Thanh Son", "", "Minister");
  ASSERT_THAT(Append(write), IsOk());
  const std::vector<v1::Change::KindCase> kinds = Kinds();
  ASSERT_EQ(std::count(kinds.begin(), kinds.end(), v1::Change::kEntityMerged), 1);
  ASSERT_THAT(Retract({.name = "articles/a"}), IsOk());
  write.article.set_sha256("another");
  write.entities[0].add_aliases("Alias");
  ASSERT_THAT(Correct(write), IsOk());
  ASSERT_THAT(Append(SampleWrite("c", 1)), IsOk());
  CompactEverything();
  ASSERT_THAT(Purge({.name = "articles/a"}), IsOk());
  EXPECT_EQ(PurgedEntities(), (std::set<std::string>{DigestOf("entities/person.vn.bui-thanh-son"),
                                                     DigestOf("entities/person.bui-thanh-son")}));
}

}  // namespace
}  // namespace dateline::fact_log
