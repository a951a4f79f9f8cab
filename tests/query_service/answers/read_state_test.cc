#include "query_service/answers/read_state.h"

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::Eq;
using ::testing::Optional;

class ReadStateTest : public testing::AnswerFixture {
 protected:
  absl::StatusOr<int64_t> StateRead(ReadPoint::Kind kind, Revision revision) {
    const absl::StatusOr<ReadState> state = OpenReadState(readers_, {kind, std::move(revision)});
    if (!state.ok()) return state.status();
    return state->at;
  }
  void ApplyTwo() { Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))}); }
};

TEST_F(ReadStateTest, IsTheNewestWhenNothingIsAsked) {
  ApplyTwo();
  EXPECT_THAT(*StateRead(ReadPoint::Kind::kNewest, {}), 2);
  EXPECT_TRUE(OpenNewest().is_newest());
}

TEST_F(ReadStateTest, IsTheNewestWhenThatIsFreshEnough) {
  ApplyTwo();
  EXPECT_THAT(*StateRead(ReadPoint::Kind::kAtLeast, {"feed", 1}), 2);
}

TEST_F(ReadStateTest, IsTheOneAskedForExactly) {
  ApplyTwo();
  EXPECT_THAT(*StateRead(ReadPoint::Kind::kExactly, {"feed", 1}), 1);
  EXPECT_FALSE(OpenAt(1).is_newest());
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
