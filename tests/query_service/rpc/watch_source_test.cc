#include "query_service/rpc/watch_source.h"

#include <atomic>
#include <utility>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::testing::SizeIs;

class WatchSourceTest : public testing::AnswerFixture {
 protected:
  WatchSourceTest() : hub_(reader_, answers_.corroboration(), 10) { Apply({FactChange(FactOf("articles/a/facts/1"))}); }

  WatchSource Open(absl::Duration interval) {
    auto watch = watches::Watch::Create({}, answers_, reader_, hub_, {});
    EXPECT_THAT(watch, IsOk());
    return {*std::move(watch), hub_, interval};
  }
  static v1::WatchFactsResponse NextOf(WatchSource& source) {
    v1::WatchFactsResponse response;
    const auto next = source.Next();
    EXPECT_THAT(next, IsOk());
    if (next.ok() && next->has_value()) response.ParseFromString(**next);
    return response;
  }

  watches::WatchHub hub_;
};

TEST_F(WatchSourceTest, WaitsForWhatHappens) {
  WatchSource source = Open(absl::Hours(1));
  EXPECT_NE(NextOf(source).resume_token(), "");
  const absl::Status nothing = source.Next().status();
  std::atomic<bool> is_awake = false;
  ASSERT_TRUE(source.WhenReady(nothing, [&] { is_awake = true; }));
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  hub_.Advance();
  while (!is_awake) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_THAT(NextOf(source).events(), SizeIs(1));
}

TEST_F(WatchSourceTest, GivesBookmarks) {
  WatchSource source = Open(absl::ZeroDuration());
  EXPECT_NE(NextOf(source).revision_token(), "");
  EXPECT_NE(NextOf(source).revision_token(), "");
}

TEST_F(WatchSourceTest, EndsWithTheHub) {
  WatchSource source = Open(absl::Hours(1));
  NextOf(source);
  hub_.Shutdown();
  const absl::Status end = source.Next().status();
  EXPECT_EQ(errors::Reason(end), "SHUTTING_DOWN");
  EXPECT_FALSE(source.WhenReady(end, [] {}));
}

}  // namespace
}  // namespace dateline::rpc
