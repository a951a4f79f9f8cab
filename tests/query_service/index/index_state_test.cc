#include "query_service/index/index_state.h"

#include <memory>

#include "gmock/gmock.h"
#include "query_service/index/schema.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::index {
namespace {

using ::dateline::testing::IsOk;

class IndexStateTest : public ::testing::Test {
 protected:
  IndexStateTest() { EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk()); }
  testing::StoreDirectory directory_;
  const std::unique_ptr<store::Database> database_ = directory_.OpenStore("index.db");
};

TEST_F(IndexStateTest, OfAnEmptyIndexHasNoFeed) {
  const absl::StatusOr<IndexState> state = ReadState(*database_);
  ASSERT_THAT(state, IsOk());
  EXPECT_EQ(state->position.feed_id, "");
  EXPECT_FALSE(state->caught_up);
}

TEST_F(IndexStateTest, ComesBackAsWritten) {
  IndexState state;
  state.position = {"feed", "cursor", feed_client::FeedPosition::Stage::kSnapshotEnded, 7, 0xFFFFFFFF, 5};
  state.totals = {0xFFFFFFFFFFFFFFFF, 4, 5, 6};
  state.erasure_pending = true;
  state.caught_up = true;
  state.commit_time.emplace().set_seconds(1'750'000'000);
  state.commit_time->set_nanos(5);
  state.projection_version = 3;
  state.generation = 0x7FFFFFFFFFFFFFFF;
  ASSERT_THAT(WriteState(*database_, IndexState()), IsOk());
  ASSERT_THAT(WriteState(*database_, state), IsOk());
  const absl::StatusOr<IndexState> read = ReadState(*database_);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->position.feed_id, "feed");
  EXPECT_EQ(read->position.cursor, "cursor");
  EXPECT_EQ(read->position.offset, 7);
  EXPECT_EQ(read->position.chain_crc, 0xFFFFFFFF);
  EXPECT_EQ(read->position.stage, feed_client::FeedPosition::Stage::kSnapshotEnded);
  EXPECT_EQ(read->position.whole_from, 5);
  EXPECT_EQ(read->totals, state.totals);
  EXPECT_TRUE(read->erasure_pending);
  EXPECT_TRUE(read->caught_up);
  EXPECT_EQ(read->commit_time->seconds(), 1'750'000'000);
  EXPECT_EQ(read->commit_time->nanos(), 5);
  EXPECT_EQ(read->projection_version, 3);
  EXPECT_EQ(read->generation, 0x7FFFFFFFFFFFFFFF);
  EXPECT_TRUE(IsSame(*read, state));
}

TEST_F(IndexStateTest, KeepsThatTheChainIsUnknown) {
  IndexState state;
  state.position.chain_crc.reset();
  ASSERT_THAT(WriteState(*database_, state), IsOk());
  EXPECT_FALSE(ReadState(*database_)->position.chain_crc.has_value());
}

}  // namespace
}  // namespace dateline::index
