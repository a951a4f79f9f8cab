#include "query_service/answers/read_state.h"

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::FactSnapshot;
using ::dateline::testing::GiveResponse;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::Eq;
using ::testing::Optional;

class ReadStateTest : public testing::AnswerFixture {
 protected:
  absl::StatusOr<int64_t> StateRead(ReadPoint::Kind kind, Revision revision) {
    const absl::StatusOr<ReadState> state = OpenReadState(reader_, {kind, std::move(revision), {}});
    if (!state.ok()) return state.status();
    return state->at;
  }
  // As of so many nanoseconds before the commit of the change.
  absl::StatusOr<int64_t> StateBefore(int64_t offset, int nanoseconds) {
    ReadPoint point{ReadPoint::Kind::kAsOf, {}, feed_.records()[offset - 1].commit_time()};
    if (nanoseconds > 0) {
      point.moment.set_seconds(point.moment.seconds() - 1);
      point.moment.set_nanos(1'000'000'000 - nanoseconds);
    }
    const absl::StatusOr<ReadState> state = OpenReadState(reader_, point);
    if (!state.ok()) return state.status();
    return state->at;
  }
  void ApplyTwo() { Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))}); }
};

TEST_F(ReadStateTest, IsTheNewestWhenNothingIsAsked) {
  ApplyTwo();
  EXPECT_THAT(*StateRead(ReadPoint::Kind::kNewest, {}), 2);
}

TEST_F(ReadStateTest, IsTheNewestWhenThatIsFreshEnough) {
  ApplyTwo();
  EXPECT_THAT(*StateRead(ReadPoint::Kind::kAtLeast, {"feed", 1}), 2);
}

// An index that began with a snapshot of changes 1 to 4, of which 4 came meanwhile; then comes 5.
class SnapshotReadStateTest : public ReadStateTest {
 protected:
  SnapshotReadStateTest() {
    feed_client::FeedPosition start;
    start.feed_id = "feed";
    start.stage = feed_client::FeedPosition::Stage::kSnapshot;
    EXPECT_THAT(writer_->StartOver(start), IsOk());
    feed_.Add({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2")),
               FactChange(FactOf("articles/a/facts/3")), FactChange(FactOf("articles/a/facts/4")),
               FactChange(FactOf("articles/a/facts/5"))});
    v1::StreamChangesResponse part;
    *part.add_snapshot_records() = FactSnapshot(1, FactOf("articles/a/facts/1"));
    part.mutable_snapshot_end()->set_head_offset(4);
    EXPECT_THAT(GiveResponse(part, *writer_), IsOk());
  }
  void Give(int64_t offset) {
    v1::StreamChangesResponse response;
    *response.add_records() = feed_.records()[offset - 1];
    if (offset == 5) response.mutable_bookmark()->set_head_offset(5);
    EXPECT_THAT(GiveResponse(response, *writer_), IsOk());
  }
};

TEST_F(SnapshotReadStateTest, IsNotReadyBeforeTheSnapshotIsWhole) {
  Give(3);
  EXPECT_EQ(errors::Reason(StateRead(ReadPoint::Kind::kNewest, {}).status()), "INDEX_NOT_READY");
  for (const ReadPoint::Kind kind : {ReadPoint::Kind::kAtLeast, ReadPoint::Kind::kExactly}) {
    const absl::Status not_there = StateRead(kind, {"feed", 2}).status();
    EXPECT_EQ(errors::Reason(not_there), "NOT_FRESH_ENOUGH");
    EXPECT_EQ(errors::Metadata(not_there, "index_offset"), "0");
  }
  Give(4);
  EXPECT_EQ(*StateRead(ReadPoint::Kind::kAtLeast, {"feed", 2}), 4);
  Give(5);
  EXPECT_EQ(*StateRead(ReadPoint::Kind::kNewest, {}), 5);
}

TEST_F(SnapshotReadStateTest, RefusesStatesFromBeforeTheSnapshot) {
  for (const int64_t offset : {3, 4, 5}) Give(offset);
  const absl::Status compacted = StateRead(ReadPoint::Kind::kExactly, {"feed", 3}).status();
  EXPECT_THAT(compacted, StatusIs(absl::StatusCode::kOutOfRange, _));
  EXPECT_EQ(errors::Reason(compacted), "STATE_COMPACTED");
  EXPECT_EQ(errors::Metadata(compacted, "earliest_offset"), "4");
  EXPECT_EQ(*StateRead(ReadPoint::Kind::kExactly, {"feed", 4}), 4);
  EXPECT_EQ(*StateRead(ReadPoint::Kind::kAtLeast, {"feed", 1}), 5);
}

TEST_F(SnapshotReadStateTest, RefusesMomentsFromBeforeTheSnapshot) {
  for (const int64_t offset : {3, 4, 5}) Give(offset);
  EXPECT_EQ(*StateBefore(4, 0), 4);
  const absl::Status compacted = StateBefore(4, 1).status();
  EXPECT_THAT(compacted, StatusIs(absl::StatusCode::kOutOfRange, _));
  EXPECT_EQ(errors::Reason(compacted), "STATE_COMPACTED");
  EXPECT_EQ(errors::Metadata(compacted, "earliest_offset"), "4");
}

TEST_F(SnapshotReadStateTest, TellsFromWhereOnItCanBeRead) {
  EXPECT_EQ(answers_.GetIndexStatus()->earliest_offset(), 0);
  EXPECT_EQ(answers_.GetIndexStatus()->content_checksum(), "");
  for (const int64_t offset : {3, 4, 5}) Give(offset);
  EXPECT_EQ(answers_.GetIndexStatus()->earliest_offset(), 4);
  EXPECT_EQ(answers_.GetIndexStatus()->content_checksum().size(), 16u);
  EXPECT_GT(answers_.GetIndexStatus()->store_bytes(), 0);
}

TEST_F(ReadStateTest, IsTheOneAskedForExactly) {
  ApplyTwo();
  EXPECT_THAT(*StateRead(ReadPoint::Kind::kExactly, {"feed", 1}), 1);
}

TEST_F(ReadStateTest, OfAMomentIsThatOfTheLastChangeUntilThen) {
  ApplyTwo();
  EXPECT_EQ(*StateBefore(2, 0), 2);
  EXPECT_EQ(*StateBefore(2, 1), 1);
  EXPECT_EQ(*StateBefore(1, 0), 1);
  const absl::Status compacted = StateBefore(1, 1).status();
  EXPECT_THAT(compacted, StatusIs(absl::StatusCode::kOutOfRange, _));
  EXPECT_EQ(errors::Reason(compacted), "STATE_COMPACTED");
  EXPECT_EQ(errors::Metadata(compacted, "earliest_offset"), "1");
}

TEST_F(ReadStateTest, OfTheFutureSaysHowFarItIs) {
  ApplyTwo();
  for (const ReadPoint::Kind kind : {ReadPoint::Kind::kAtLeast, ReadPoint::Kind::kExactly}) {
    const absl::Status error = StateRead(kind, {"feed", 3}).status();
    EXPECT_EQ(errors::Reason(error), "NOT_FRESH_ENOUGH");
    EXPECT_THAT(RequiredOffset(error), Optional(3));
  }
}

TEST_F(ReadStateTest, OfAnotherFeedIsRefused) {
  ApplyTwo();
  const absl::Status error = StateRead(ReadPoint::Kind::kExactly, {"other", 1}).status();
  EXPECT_EQ(errors::Reason(error), "REVISION_TOKEN_INVALID");
  EXPECT_THAT(RequiredOffset(error), Eq(std::nullopt));
}

TEST_F(ReadStateTest, IsNotThereBeforeTheFeedWasRead) {
  EXPECT_EQ(errors::Reason(StateRead(ReadPoint::Kind::kNewest, {}).status()), "INDEX_NOT_READY");
  feed_.Add({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  ASSERT_THAT(feed_.Give(*writer_, 1), IsOk());
  EXPECT_EQ(errors::Reason(StateRead(ReadPoint::Kind::kNewest, {}).status()), "INDEX_NOT_READY");
  EXPECT_THAT(*StateRead(ReadPoint::Kind::kAtLeast, {"feed", 1}), 1) << "who names a state knows what it holds";
}

TEST_F(ReadStateTest, BeforeTheFirstContactMustWaitForAChange) {
  EXPECT_THAT(RequiredOffset(StateRead(ReadPoint::Kind::kAtLeast, {"feed", 0}).status()), Optional(1));
}

TEST(CheckDeadline, FailsWhenItHasPassed) {
  EXPECT_THAT(CheckDeadline(absl::Now() + absl::Hours(1)), IsOk());
  EXPECT_THAT(CheckDeadline(absl::Now() - absl::Seconds(1)), StatusIs(absl::StatusCode::kDeadlineExceeded, _));
}

}  // namespace
}  // namespace dateline::answers
