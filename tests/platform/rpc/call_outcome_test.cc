#include "platform/rpc/call_outcome.h"

#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::FeedCaller;
using ::dateline::testing::IsOk;
using ::dateline::testing::ScriptedFeed;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Pair;

TEST(CallOutcome, HoldsWhatWasSent) {
  CallOutcome outcome;
  EXPECT_FALSE(outcome.status().has_value());
  outcome.SetStatus(grpc::Status(grpc::StatusCode::NOT_FOUND, "no such article"));
  EXPECT_EQ(outcome.status()->error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST(CallOutcome, KeepsOnlySoMuchOfAResource) {
  CallOutcome outcome;
  outcome.SetResource("articles/a");
  EXPECT_EQ(outcome.resource(), "articles/a");
  outcome.SetResource(std::string(1 << 20, 'a'));
  EXPECT_EQ(outcome.resource(), std::string(256, 'a'));
}

TEST(CallOutcome, IsThatOfNoCallOutsideOfMethods) { EXPECT_EQ(CallOutcome::Current(), nullptr); }

TEST(CallOutcomeInterceptors, TellRetryingClientsWhenToTryAgain) {
  ScriptedFeed feed;
  ServerOptions options = testing::LoopbackServer();
  options.guard.limits.max_calls_per_second = 0.5;
  const auto host = ServerHost::Start(options, {feed.Served()});
  ASSERT_THAT(host, IsOk());
  const FeedCaller caller((*host)->address());
  EXPECT_THAT(caller.GetFeedInfo().trailers, IsEmpty());
  const testing::FeedReply refused = caller.GetFeedInfo({{"x-request-id", "order-66"}});
  EXPECT_THAT(refused.trailers, Contains(Pair("x-request-id", "order-66")));
  ASSERT_THAT(refused.trailers, Contains(Key("grpc-retry-pushback-ms")));
  const int pushback = std::stoi(refused.trailers.find("grpc-retry-pushback-ms")->second);
  EXPECT_GT(pushback, 0);
  EXPECT_LE(pushback, 2000);
}

}  // namespace
}  // namespace dateline::rpc
