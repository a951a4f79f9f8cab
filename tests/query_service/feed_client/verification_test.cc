#include "query_service/feed_client/verification.h"

#include "gmock/gmock.h"
#include "tests/testing/status_matchers.h"

namespace dateline::feed_client {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

v1::Change ChangeOf(const std::string& entity) {
  v1::Change change;
  change.mutable_entity_changed()->mutable_entity()->set_name(entity);
  return change;
}

// Records `first` to `last` of one history.
v1::StreamChangesResponse ResponseOf(int64_t first, int64_t last) {
  v1::StreamChangesResponse response;
  uint32_t crc = 0;
  for (int64_t offset = 1; offset <= last; ++offset) {
    const v1::Change change = ChangeOf("entities/" + std::to_string(offset));
    crc = ChainCrc(crc, offset, change);
    if (offset < first) continue;
    v1::ChangeRecord* record = response.add_records();
    record->set_offset(offset);
    record->set_chain_crc(crc);
    *record->mutable_change() = change;
  }
  response.set_cursor("after " + std::to_string(last));
  return response;
}

FeedPosition PositionAt(int64_t offset) {
  FeedPosition position;
  if (offset > 0) position = *Verify(position, ResponseOf(1, offset));
  return position;
}

TEST(ChainCrc, CoversThePreviousSumTheOffsetAndTheChange) {
  // As zlib.crc32(bytes.fromhex("00000000" "0100000000000000" + "1a050a030a0178")) says.
  EXPECT_EQ(ChainCrc(0, 1, ChangeOf("x")), 0xE2C7BA62u);
  EXPECT_NE(ChainCrc(1, 1, ChangeOf("x")), ChainCrc(0, 1, ChangeOf("x")));
  EXPECT_NE(ChainCrc(0, 2, ChangeOf("x")), ChainCrc(0, 1, ChangeOf("x")));
}

TEST(Verify, MovesToTheLastRecord) {
  const absl::StatusOr<FeedPosition> after = Verify(PositionAt(2), ResponseOf(3, 5));
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->offset, 5);
  EXPECT_EQ(after->cursor, "after 5");
  EXPECT_EQ(after->chain_crc, ResponseOf(5, 5).records(0).chain_crc());
}

TEST(Verify, StandsStillWithoutRecords) {
  const absl::StatusOr<FeedPosition> after = Verify(PositionAt(2), v1::StreamChangesResponse());
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->offset, 2);
  EXPECT_EQ(after->cursor, "after 2");
}

TEST(Verify, RefusesAGap) {
  EXPECT_THAT(Verify(PositionAt(2), ResponseOf(4, 5)),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("change 4 where 3 follows")));
}

TEST(Verify, RefusesARepetition) {
  EXPECT_THAT(Verify(PositionAt(2), ResponseOf(2, 3)),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("change 2 where 3 follows")));
}

TEST(Verify, RefusesAnAlteredChange) {
  v1::StreamChangesResponse response = ResponseOf(3, 4);
  *response.mutable_records(1)->mutable_change() = ChangeOf("entities/other");
  EXPECT_THAT(Verify(PositionAt(2), response), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("change 4")));
}

TEST(Verify, RefusesAnotherHistory) {
  FeedPosition position = PositionAt(2);
  position.chain_crc = 7;
  EXPECT_THAT(Verify(position, ResponseOf(3, 3)), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("change 3")));
}

TEST(Verify, TakesTheFirstRecordsWordWhenWhatWasBeforeIsGone) {
  FeedPosition position;
  position.offset = 2;
  position.chain_crc.reset();
  const absl::StatusOr<FeedPosition> after = Verify(position, ResponseOf(3, 4));
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->chain_crc, ResponseOf(4, 4).records(0).chain_crc());
}

TEST(Verify, TakesTheChainOfARedactedChangeAsItIs) {
  v1::StreamChangesResponse response = ResponseOf(3, 5);
  response.mutable_records(1)->mutable_change()->mutable_redacted();
  const absl::StatusOr<FeedPosition> after = Verify(PositionAt(2), response);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->chain_crc, PositionAt(5).chain_crc);
  response.mutable_records(1)->set_chain_crc(1);
  EXPECT_THAT(Verify(PositionAt(2), response), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("change 5")));
}

FeedPosition BeforeSnapshot() {
  FeedPosition position;
  position.stage = FeedPosition::Stage::kSnapshot;
  position.chain_crc.reset();
  return position;
}

v1::StreamChangesResponse SnapshotPart() {
  v1::StreamChangesResponse response;
  response.add_snapshot_records()->set_offset(2);
  response.set_cursor("in the snapshot");
  return response;
}

// Behind a snapshot that ended when the head was at change 5.
FeedPosition BehindSnapshot() {
  v1::StreamChangesResponse end;
  end.mutable_snapshot_end()->set_head_offset(5);
  return *Verify(*Verify(BeforeSnapshot(), SnapshotPart()), end);
}

TEST(Verify, TakesASnapshotInParts) {
  const absl::StatusOr<FeedPosition> after = Verify(BeforeSnapshot(), SnapshotPart());
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->stage, FeedPosition::Stage::kSnapshot);
  EXPECT_EQ(after->cursor, "in the snapshot");
  EXPECT_FALSE(after->is_whole());
  EXPECT_EQ(BehindSnapshot().stage, FeedPosition::Stage::kSnapshotEnded);
  EXPECT_FALSE(BehindSnapshot().is_whole());
}

TEST(Verify, LearnsFromTheNextChangeWhereASnapshotBegan) {
  const absl::StatusOr<FeedPosition> after = Verify(BehindSnapshot(), ResponseOf(4, 4));
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->offset, 4);
  EXPECT_FALSE(after->is_whole());
  EXPECT_TRUE(Verify(*after, ResponseOf(5, 6))->is_whole());
  EXPECT_THAT(Verify(*after, ResponseOf(6, 6)), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("6 where 5 follows")));
}

TEST(Verify, LearnsFromABookmarkThatNothingHappenedDuringASnapshot) {
  v1::StreamChangesResponse bookmark;
  bookmark.mutable_bookmark()->set_head_offset(5);
  const absl::StatusOr<FeedPosition> after = Verify(BehindSnapshot(), bookmark);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->offset, 5);
  EXPECT_TRUE(after->is_whole());
  EXPECT_THAT(Verify(*after, ResponseOf(6, 7)), IsOk());
}

TEST(Verify, NoticesChangesThatAreMissingBehindASnapshot) {
  EXPECT_THAT(Verify(BehindSnapshot(), ResponseOf(7, 7)), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("change 7")));
  v1::StreamChangesResponse bookmark;
  bookmark.mutable_bookmark()->set_head_offset(6);
  EXPECT_THAT(Verify(BehindSnapshot(), bookmark), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("no change")));
}

TEST(Verify, RefusesASnapshotOutOfPlace) {
  EXPECT_THAT(Verify(PositionAt(2), SnapshotPart()), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("nobody asked")));
  EXPECT_THAT(Verify(BeforeSnapshot(), ResponseOf(1, 1)), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("middle")));
  v1::StreamChangesResponse both = SnapshotPart();
  *both.add_records() = ResponseOf(1, 1).records(0);
  EXPECT_THAT(Verify(BeforeSnapshot(), both), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("beside")));
}

}  // namespace
}  // namespace dateline::feed_client
