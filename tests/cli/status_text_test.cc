#include "cli/status_text.h"

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

constexpr TextLayout kPipe = {.width_columns = 80, .terminal = false};

TEST(FeedStatusText, ShowsHead) {
  v1::GetFeedInfoResponse feed;
  feed.set_feed_id("f00d");
  feed.set_epoch(3);
  feed.set_head_offset(120);
  EXPECT_EQ(FeedStatusText(feed, kPipe), "ingest\n  feed     f00d\n  epoch    3\n  changes  120\n");
}

TEST(IndexStatusText, ShowsHowFarBehind) {
  v1::GetIndexStatusResponse index;
  index.set_feed_id("f00d");
  index.set_applied_offset(100);
  index.set_head_offset(120);
  index.set_lag_changes(20);
  index.set_fact_count(90);
  index.set_entity_count(7);
  index.set_article_count(3);
  EXPECT_EQ(IndexStatusText(index, kPipe), R"(query
  serving   not yet
  feed      f00d
  applied   100 of 120 changes, 20 behind
  articles  3
  facts     90
  entities  7
)");
}

}  // namespace
}  // namespace dateline::cli
