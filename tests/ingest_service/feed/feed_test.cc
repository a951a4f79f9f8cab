#include "ingest_service/feed/feed.h"

#include <future>

#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::feed {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;

std::unique_ptr<fact_log::FactLog> OpenLog(const std::string& path) {
  return *fact_log::FactLog::Open(path, {}, [](const fact_log::FeedHead&) {});
}

void Append(fact_log::FactLog& log, const std::string& id) {
  std::promise<absl::Status> answer;
  log.Append(SampleWrite(id),
             [&answer](const absl::StatusOr<fact_log::StoredArticle>& stored) { answer.set_value(stored.status()); });
  ASSERT_THAT(answer.get_future().get(), IsOk());
}

class FeedTest : public ::testing::Test {
 protected:
  std::string Reason(const Cursor& cursor) { return errors::Reason(feed_.Resume(EncodeCursor(cursor)).status()); }

  testing::StoreDirectory directory_;
  std::unique_ptr<fact_log::FactLog> log_ = OpenLog(directory_.Store("log"));
  Feed feed_{*log_};
};

TEST_F(FeedTest, BeginsAtTheBeginning) {
  const auto cursor = feed_.Resume("");
  ASSERT_THAT(cursor, IsOk());
  EXPECT_EQ(cursor->offset, 0);
  const auto batch = feed_.Read(*cursor, {});
  ASSERT_THAT(batch, IsOk());
  EXPECT_TRUE(batch->changes.empty());
  EXPECT_TRUE(batch->ReachesHead());
}

TEST_F(FeedTest, GivesEveryChangeOnceOverManyBatches) {
  for (const char* const id : {"a", "b", "c"}) Append(*log_, id);
  Cursor cursor = *feed_.Resume("");
  for (int64_t offset = 1; offset <= feed_.Head().offset; ++offset) {
    const auto batch = feed_.Read(cursor, {.max_changes = 1});
    ASSERT_THAT(batch, IsOk());
    ASSERT_EQ(batch->changes.size(), 1u);
    EXPECT_EQ(batch->changes[0].offset, offset);
    EXPECT_EQ(batch->ReachesHead(), offset == feed_.Head().offset);
    cursor = *feed_.Resume(EncodeCursor(batch->cursor));
    EXPECT_EQ(cursor.offset, offset);
  }
}

// Two articles, stored one after the other, are two transactions of as many changes.
TEST_F(FeedTest, EndsABatchWhereATransactionEnds) {
  Append(*log_, "a");
  const int size = static_cast<int>(feed_.Head().offset);
  Append(*log_, "b");
  Append(*log_, "c");
  ASSERT_GT(size, 1);
  const auto batch = feed_.Read(*feed_.Resume(""), {.max_changes = size + 1});
  ASSERT_THAT(batch, IsOk());
  EXPECT_EQ(batch->changes.size(), static_cast<size_t>(size));
  EXPECT_EQ(batch->cursor.offset, size);
  // What is larger than a batch comes in parts, and the next transaction is not torn for it.
  const auto part = feed_.Read(*feed_.Resume(""), {.max_changes = size - 1});
  EXPECT_EQ(part->changes.size(), static_cast<size_t>(size) - 1);
  const auto rest = feed_.Read(part->cursor, {.max_changes = size - 1});
  EXPECT_EQ(rest->changes.size(), 1u);
}

TEST_F(FeedTest, GivesOneChangeEvenOverTheByteLimit) {
  Append(*log_, "a");
  EXPECT_EQ(feed_.Read(*feed_.Resume(""), {.max_bytes = 1})->changes.size(), 1u);
}

TEST_F(FeedTest, ResumesFromTheHead) {
  Append(*log_, "a");
  const auto cursor = feed_.Resume(EncodeCursor(HeadCursor(feed_.Head())));
  ASSERT_THAT(cursor, IsOk());
  EXPECT_TRUE(feed_.Read(*cursor, {})->changes.empty());
}

TEST_F(FeedTest, TakesACursorOfAnEarlierEpoch) {
  Append(*log_, "a");
  const std::string cursor = EncodeCursor(HeadCursor(feed_.Head()));
  log_.reset();
  const auto log = OpenLog(directory_.Store("log"));
  EXPECT_THAT(Feed(*log).Resume(cursor), IsOk());
}

// As an open stream reads on where a server took the database's place that had less of it.
TEST_F(FeedTest, NoticesThatWhatWasReadIsLost) {
  Append(*log_, "a");
  const Cursor good = HeadCursor(feed_.Head());
  Cursor ahead = good;
  ++ahead.offset;
  EXPECT_EQ(errors::Reason(feed_.Read(ahead, {}).status()), "FEED_DIVERGED");
  Cursor other_chain = good;
  ++other_chain.chain_crc;
  EXPECT_EQ(errors::Reason(feed_.Read(other_chain, {}).status()), "FEED_DIVERGED");
  Append(*log_, "b");
  EXPECT_EQ(errors::Reason(feed_.Read(other_chain, {}).status()), "FEED_DIVERGED");
  EXPECT_THAT(feed_.Read(good, {}), IsOk());
}

TEST_F(FeedTest, NoticesACursorOfAnotherHistory) {
  Append(*log_, "a");
  const Cursor good = HeadCursor(feed_.Head());
  Cursor other_feed = good;
  other_feed.feed_id = "0123";
  EXPECT_EQ(Reason(other_feed), "FEED_DIVERGED");
  Cursor ahead = good;
  ++ahead.offset;
  EXPECT_EQ(Reason(ahead), "FEED_DIVERGED");
  Cursor other_chain = good;
  ++other_chain.chain_crc;
  EXPECT_EQ(Reason(other_chain), "FEED_DIVERGED");
  Cursor later_epoch = good;
  ++later_epoch.epoch;
  EXPECT_EQ(Reason(later_epoch), "FEED_DIVERGED");
  Cursor beginning_of_another{good.feed_id, 1, 0, 5};
  EXPECT_EQ(Reason(beginning_of_another), "FEED_DIVERGED");
}

// A feed whose first changes were dropped, as retention drops them.
TEST_F(FeedTest, NamesTheEarliestCursorWhenTheRestIsCompacted) {
  Append(*log_, "a");
  const uint32_t second_chain_crc = **log_->reader().ReadChainCrc(2);
  log_.reset();
  {
    const auto database = directory_.OpenStore("log");
    ASSERT_THAT(database->Execute("DELETE FROM feed_log WHERE feed_offset <= 2"), IsOk());
    ASSERT_THAT(
        database->Execute("UPDATE feed_head SET low_offset = 3, low_chain_crc = " + std::to_string(second_chain_crc)),
        IsOk());
  }
  const auto log = OpenLog(directory_.Store("log"));
  const Feed feed(*log);
  for (const std::string& token : {std::string(), EncodeCursor({log->Head().feed_id, 1, 1, 0})}) {
    const absl::Status status = feed.Resume(token).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
    EXPECT_EQ(errors::Reason(status), "OFFSET_COMPACTED");
    const auto earliest = feed.Resume(errors::Metadata(status, "earliest_cursor"));
    ASSERT_THAT(earliest, IsOk());
    EXPECT_EQ(feed.Read(*earliest, {})->changes.at(0).offset, 3);
  }
}

}  // namespace
}  // namespace dateline::feed
