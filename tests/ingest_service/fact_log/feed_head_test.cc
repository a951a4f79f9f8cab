#include "ingest_service/fact_log/feed_head.h"

#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;

class FeedHeadTest : public ::testing::Test {
 protected:
  FeedHeadTest() { EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk()); }

  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
};

TEST_F(FeedHeadTest, BeginsANewFeedEmpty) {
  const auto head = TakeOver(*database_);
  ASSERT_THAT(head, IsOk());
  EXPECT_THAT(head->feed_id, ::testing::MatchesRegex("[0-9a-f]{32}"));
  EXPECT_EQ(head->epoch, 1);
  EXPECT_EQ(head->offset, 0);
  EXPECT_EQ(head->low_offset, 1);
}

TEST_F(FeedHeadTest, KeepsTheFeedAndCountsItsOwners) {
  const FeedHead first = *TakeOver(*database_);
  FeedHead moved = first;
  moved.offset = 5;
  moved.chain_crc = 77;
  moved.commit_time = absl::FromUnixNanos(123456789);
  ASSERT_THAT(MoveHead(*database_, first, moved), IsOk());
  const auto second = TakeOver(*database_);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->feed_id, first.feed_id);
  EXPECT_EQ(second->epoch, 2);
  EXPECT_EQ(second->offset, 5);
  EXPECT_EQ(second->chain_crc, 77u);
  EXPECT_EQ(second->commit_time, moved.commit_time);
}

TEST_F(FeedHeadTest, FencesADeposedOwner) {
  const FeedHead deposed = *TakeOver(*database_);
  const FeedHead owner = *TakeOver(*database_);
  FeedHead next = deposed;
  ++next.offset;
  const absl::Status status = MoveHead(*database_, deposed, next);
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(errors::Reason(status), "FENCED");
  EXPECT_EQ(TakeOver(*database_)->offset, owner.offset);
}

}  // namespace
}  // namespace dateline::fact_log
