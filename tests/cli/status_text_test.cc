#include "cli/status_text.h"

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

constexpr TextLayout kPipe = {.width_columns = 80, .terminal = false};

TEST(FeedStatusText, ShowsHeadAndConsumers) {
  v1::GetFeedInfoResponse feed;
  feed.set_feed_id("f00d");
  feed.set_epoch(3);
  feed.set_earliest_offset(20);
  feed.set_head_offset(120);
  feed.mutable_head_commit_time()->set_seconds(1'750'000'000);
  feed.set_store_bytes(12'345'678);
  v1::FeedConsumer* consumer = feed.add_consumers();
  consumer->set_consumer("replica-1");
  consumer->set_acknowledged_offset(110);
  consumer->mutable_lease_expire_time()->set_seconds(1'750'086'400);
  EXPECT_EQ(FeedStatusText(feed, kPipe), R"(ingest
  feed      f00d
  epoch     3
  changes   120, kept from 20 on
  newest    2025-06-15T15:06:40Z
  size      12.3 MB
  consumer  replica-1 has 110, 10 behind; lease until 2025-06-16T15:06:40Z
)");
}

TEST(IndexStatusText, ShowsHowFarBehind) {
  v1::GetIndexStatusResponse index;
  index.set_feed_id("f00d");
  index.set_applied_offset(100);
  index.set_head_offset(120);
  index.set_lag_changes(20);
  index.mutable_lag()->set_seconds(2);
  index.mutable_lag()->set_nanos(500'000'000);
  index.set_earliest_offset(1);
  index.set_content_checksum("00000000000000aa");
  index.set_store_bytes(999);
  index.set_fact_count(90);
  index.set_entity_count(7);
  index.set_article_count(3);
  EXPECT_EQ(IndexStatusText({"127.0.0.1:7402", index}, kPipe), R"(query 127.0.0.1:7402
  serving   not yet
  feed      f00d
  applied   100 of 120 changes, 20 behind, 2.5 s old
  readable  from change 1 on
  checksum  00000000000000aa
  size      999 bytes
  articles  3
  facts     90
  entities  7
)");
}

TEST(ComparisonText, SaysWhatCouldBeCompared) {
  const std::vector<IndexAt> three(3);
  EXPECT_EQ(ComparisonText({IndexAt()}, {}), "");
  EXPECT_EQ(ComparisonText(three, {}), "no two indexes are at the same change: nothing to compare\n");
  EXPECT_EQ(ComparisonText(three, {.compared = 3, .difference = ""}), "3 indexes hold the same\n");
  EXPECT_EQ(ComparisonText(three, {.compared = 2, .difference = ""}),
            "2 indexes hold the same; 1 at other changes cannot be compared\n");
  EXPECT_EQ(ComparisonText(three, {.compared = 3, .difference = "indexes differ"}), "indexes differ\n");
}

}  // namespace
}  // namespace dateline::cli
