// Whatever happens to articles, whenever changes are dropped, and wherever a follower stops: it ends with the same.
#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "ingest_service/fact_log/log_check.h"
#include "ingest_service/feed/feed.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_life_fixture.h"
#include "tests/testing/random_seed.h"
#include "tests/testing/slow_follower.h"

namespace dateline::feed {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::ParsedChange;
using ::dateline::testing::SlowFollower;

// A follower that comes back with its token for each batch.
struct Visitor {
  std::string token;
  bool with_snapshot = true;
  SlowFollower follower = {};
  bool is_whole = false;
  int64_t whole_from = 0;  // of SNAPSHOT_END
  int64_t offset = 0;
};

class FeedLifeTest : public testing::ArticleLifeFixture {
 protected:
  // Reads one batch; OUT_OF_RANGE: it must begin again.
  absl::Status Visit(Visitor& visitor, int max_changes) {
    const Feed feed(*log_);
    const auto cursor = feed.Resume(visitor.token, visitor.with_snapshot);
    if (!cursor.ok()) return cursor.status();
    EXPECT_GE(cursor->offset, log_->Head().low_offset - 1);
    const auto batch = feed.Read(*cursor, {.max_changes = max_changes});
    if (!batch.ok()) return batch.status();
    EXPECT_LE(batch->items.size() + batch->changes.size(), static_cast<size_t>(max_changes));
    EXPECT_TRUE(batch->items.empty() || batch->changes.empty());
    uint32_t chain_crc = cursor->chain_crc;
    int64_t offset = cursor->offset;
    for (const v1::SnapshotRecord& item : batch->items) visitor.follower.Take(item);
    for (const fact_log::StoredChange& stored : batch->changes) {
      EXPECT_EQ(stored.offset, ++offset);
      const v1::Change change = ParsedChange(stored);
      if (!change.has_redacted()) {
        EXPECT_EQ(stored.chain_crc, fact_log::NextChainCrc(chain_crc, offset, stored.payload));
      }
      chain_crc = stored.chain_crc;
      visitor.follower.Apply(stored.offset, change);
    }
    if (batch->ends_snapshot) visitor.whole_from = batch->head.offset;
    visitor.offset = offset;
    visitor.token = EncodeCursor(batch->cursor);
    visitor.is_whole = !batch->cursor.snapshot.has_value();
    EXPECT_TRUE(!visitor.is_whole || visitor.offset >= visitor.whole_from);
    return absl::OkStatus();
  }

  // Reads until the head.
  void CatchUp(Visitor& visitor) {
    while (!visitor.is_whole || visitor.offset < log_->Head().offset) {
      const absl::Status visited = Visit(visitor, 5);
      if (absl::IsOutOfRange(visited)) visitor = Visitor();
      if (!visited.ok() && !absl::IsOutOfRange(visited)) FAIL() << visited;
    }
  }

  // Drops some changes; consumers "c0" to "c2" hold leases at times.
  void CompactSomething(std::mt19937& random, std::map<std::string, int64_t>& acknowledged) {
    const fact_log::ConsumerLease lease{absl::Seconds(random() % 2 == 0 ? 100000 : 0), absl::Now()};
    const fact_log::FeedHead before = log_->Head();
    if (random() % 2 == 0) {
      const std::string consumer = "c" + std::to_string(random() % 3);
      const int64_t kept = before.offset - before.low_offset + 2;
      const int64_t offset = before.low_offset - 1 + static_cast<int64_t>(random() % kept);
      ASSERT_THAT(Acknowledge({consumer, offset}, {absl::Hours(1000), absl::Now()}), IsOk());
      acknowledged[consumer] = std::max(acknowledged[consumer], offset);
    }
    fact_log::CompactionOrder order;
    order.lease = lease;
    order.max_changes = 1 + static_cast<int>(random() % 30);
    if (random() % 2 == 0) order.surplus.excess_bytes = static_cast<int64_t>(random() % 4000);
    if (random() % 2 == 0) order.surplus.committed_before = absl::Now() - absl::Milliseconds(random() % 40);
    ASSERT_THAT(Compact(order), IsOk());
    const fact_log::FeedHead after = log_->Head();
    EXPECT_GE(after.low_offset, before.low_offset);
    if (before.offset > 0) {
      EXPECT_LE(after.low_offset, after.offset);
    }
    if (lease.duration > absl::ZeroDuration()) {
      for (const auto& [consumer, offset] : acknowledged) {
        const bool is_left_behind = offset + 1 < before.low_offset;  // it holds nothing any more
        EXPECT_TRUE(is_left_behind || after.low_offset <= offset + 1) << consumer;
      }
    }
  }

  void ExpectSoundStore(const std::set<int>& purged, int articles) {
    const auto database = store::Database::OpenReader(directory_.File("log"));
    ASSERT_THAT(fact_log::CheckLog(**database), IsOk());
    for (int number = 0; number < articles; ++number) {
      const auto article = log_->reader().ReadArticle("articles/a" + std::to_string(number));
      EXPECT_TRUE(article.ok() || purged.contains(number) || absl::IsNotFound(article.status()));
      EXPECT_FALSE(article.ok() && purged.contains(number));
    }
  }
};

constexpr int kArticles = 5;
constexpr int kSteps = 40;

TEST_F(FeedLifeTest, EveryFollowerEndsWithTheSame) {
  std::mt19937 random(11 + testing::RandomSeed());
  int compacted = 0;
  int restarted = 0;
  for (int round = 0; round < 8; ++round) {
    log_.reset();
    for (const char* const file : {"log", "log-wal", "log-shm"}) std::remove(directory_.File(file).c_str());
    Reopen();
    std::map<int, std::optional<fact_log::ArticleWrite>> in_force;
    std::set<int> purged;
    std::map<std::string, int64_t> acknowledged;
    Visitor live{.token = "", .with_snapshot = false};
    std::vector<Visitor> visitors;
    for (int step = 0; step < kSteps; ++step) {
      DoSomething(static_cast<int>(random() % kArticles), random, in_force, purged);
      CatchUp(live);
      if (random() % 3 == 0) visitors.emplace_back();
      if (random() % 3 == 0) CompactSomething(random, acknowledged);
      if (random() % 8 == 0) Reopen();
      if (HasFatalFailure()) return;
      for (Visitor& visitor : visitors) {
        if (random() % 3 != 0) continue;
        const absl::Status visited = Visit(visitor, 1 + static_cast<int>(random() % 7));
        if (visited.ok()) continue;
        ASSERT_EQ(errors::Reason(visited), "OFFSET_COMPACTED") << visited;
        ASSERT_LT(visitor.offset, log_->Head().low_offset - 1);
        visitor = Visitor();
        ++restarted;
      }
    }
    compacted += log_->Head().low_offset > 1 ? 1 : 0;
    ExpectSoundStore(purged, kArticles);
    for (Visitor& visitor : visitors) {
      CatchUp(visitor);
      ASSERT_EQ(visitor.follower.state(), live.follower.state()) << "round " << round;
    }
    for (const int number : purged) {
      const std::string erased = absl::StrCat("son.a", number);
      for (const auto& [name, version] : live.follower.versions()) {
        EXPECT_EQ(version.bytes.find(erased), std::string::npos) << version.bytes;
      }
    }
  }
  EXPECT_GT(compacted, 4);
  EXPECT_GT(restarted, 4);
}

}  // namespace
}  // namespace dateline::feed
