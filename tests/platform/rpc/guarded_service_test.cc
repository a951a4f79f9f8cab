#include "platform/rpc/guarded_service.h"

#include "platform/errors/errors.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::FeedCaller;
using ::dateline::testing::IsOk;
using ::dateline::testing::ScriptedFeed;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(GuardService, LeavesAdmittedCallsAsTheyAre) {
  ScriptedFeed feed;
  const auto host = ServerHost::Start(testing::LoopbackServer(), {feed.Served()});
  ASSERT_THAT(host, IsOk());
  const FeedCaller caller((*host)->address());
  EXPECT_THAT(caller.GetFeedInfo().status, IsOk());
  EXPECT_THAT(caller.Acknowledge().status, IsOk());
  EXPECT_THAT(caller.StreamChanges().status, IsOk());
  EXPECT_EQ(feed.calls, 3);
}

TEST(GuardService, KeepsRefusedCallsFromTheirMethods) {
  ScriptedFeed feed;
  ServerOptions options = testing::LoopbackServer();
  options.guard.limits.max_calls_per_second = 0.001;
  const auto host = ServerHost::Start(options, {feed.Served()});
  ASSERT_THAT(host, IsOk());
  const FeedCaller caller((*host)->address());
  EXPECT_THAT(caller.GetFeedInfo().status, IsOk());
  for (const absl::Status& status :
       {caller.GetFeedInfo().status, caller.Acknowledge().status, caller.StreamChanges().status}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_EQ(errors::Reason(status), "RATE_LIMITED");
  }
  EXPECT_EQ(feed.calls, 1);
}

TEST(GuardService, RefusesNamesThatAreNotServed) {
  ScriptedFeed feed;
  ServedService served = feed.Served();
  served.writes = {"NoSuchMethod"};
  EXPECT_THAT(ServerHost::Start(testing::LoopbackServer(), {served}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("NoSuchMethod")));
  EXPECT_THAT(ServerHost::Start(testing::LoopbackServer(), {{"dateline.v1.NoSuchService", &feed}}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("NoSuchService")));
}

}  // namespace
}  // namespace dateline::rpc
