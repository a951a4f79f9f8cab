#include "query_service/index/commit_times.h"

#include <limits>

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::FactOf;
using ::dateline::testing::FactSnapshot;
using ::dateline::testing::GiveResponse;
using ::dateline::testing::IsOk;
using ::testing::Eq;
using ::testing::Optional;

TEST(NanosecondsOf, StaysWithinItsBounds) {
  google::protobuf::Timestamp time;
  time.set_seconds(2);
  time.set_nanos(5);
  EXPECT_EQ(NanosecondsOf(time), 2'000'000'005);
  time.set_seconds(253'402'300'799);  // 9999
  EXPECT_EQ(NanosecondsOf(time), std::numeric_limits<int64_t>::max());
  time.set_seconds(-62'135'596'800);  // 1
  EXPECT_EQ(NanosecondsOf(time), std::numeric_limits<int64_t>::min());
}

using CommitTimesTest = testing::IndexFixture;

TEST_F(CommitTimesTest, OfASnapshotIsThatOfItsNewestFact) {
  feed_client::FeedPosition start;
  start.feed_id = "feed";
  start.stage = feed_client::FeedPosition::Stage::kSnapshot;
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  v1::StreamChangesResponse part;
  *part.add_snapshot_records() = FactSnapshot(4, FactOf("articles/a/facts/1"));
  *part.add_snapshot_records() = FactSnapshot(2, FactOf("articles/a/facts/2"));
  part.mutable_snapshot_end()->set_head_offset(7);
  ASSERT_THAT(GiveResponse(part, *writer_), IsOk());
  v1::StreamChangesResponse bookmark;
  bookmark.mutable_bookmark()->set_head_offset(7);
  ASSERT_THAT(GiveResponse(bookmark, *writer_), IsOk());
  const int64_t newest = NanosecondsOf(FactSnapshot(4, v1::Fact()).commit_time());
  EXPECT_THAT(*TakeSnapshot().FindOffsetAt(newest), Optional(7));
  EXPECT_THAT(*TakeSnapshot().FindOffsetAt(newest - 1), Eq(std::nullopt));
}

}  // namespace
}  // namespace dateline::index
