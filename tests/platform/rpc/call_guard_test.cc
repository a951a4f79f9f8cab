#include "platform/rpc/call_guard.h"

#include <fstream>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "platform/encoding/sha256.h"
#include "platform/errors/errors.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::FeedCaller;
using ::dateline::testing::FeedReply;
using ::dateline::testing::IsOk;
using ::dateline::testing::ScriptedFeed;
using ::dateline::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CallGuardTest : public ::testing::Test {
 protected:
  void TearDown() override {
    feed_.Release();
    host_.reset();
  }

  void Start() {
    auto host = ServerHost::Start(options_, {feed_.Served()}, &telemetry_);
    ASSERT_THAT(host, IsOk());
    host_ = *std::move(host);
    caller_ = std::make_unique<FeedCaller>(host_->address());
  }

  std::string log() {
    threading::MutexLock lock(mutex_);
    return log_;
  }

  // What is logged and counted comes after the answer. Waits a minute at most.
  bool EventuallyLogged(const std::string& text) {
    for (int i = 0; i < 60000 && log().find(text) == std::string::npos; ++i) absl::SleepFor(absl::Milliseconds(1));
    return log().find(text) != std::string::npos;
  }
  bool EventuallyMeasured(const std::string& line) {
    const auto measured = [&] { return telemetry_.metrics.Text().find(line) != std::string::npos; };
    for (int i = 0; i < 60000 && !measured(); ++i) absl::SleepFor(absl::Milliseconds(1));
    return measured();
  }

  threading::Mutex mutex_;
  std::string log_;
  telemetry::Telemetry telemetry_{telemetry::LogFormat::kText, [this](const std::string& line) {
                                    threading::MutexLock lock(mutex_);
                                    log_ += line;
                                  }};
  ScriptedFeed feed_;
  ServerOptions options_ = testing::LoopbackServer();
  std::unique_ptr<ServerHost> host_;
  std::unique_ptr<FeedCaller> caller_;
};

TEST_F(CallGuardTest, CountsCallsByMethodAndCode) {
  Start();
  ASSERT_THAT(caller_->GetFeedInfo().status, IsOk());
  EXPECT_TRUE(
      EventuallyMeasured("dateline_rpc_calls_total{code=\"OK\",method=\"/dateline.v1.FeedService/GetFeedInfo\"} 1"));
  EXPECT_TRUE(
      EventuallyMeasured("dateline_rpc_duration_seconds_count{method=\"/dateline.v1.FeedService/GetFeedInfo\"} 1"));
}

TEST_F(CallGuardTest, LogsWritesWithTheirTrace) {
  Start();
  ASSERT_THAT(caller_->GetFeedInfo().status, IsOk());
  ASSERT_THAT(caller_
                  ->Acknowledge({{"x-request-id", "r-1"},
                                 {"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}})
                  .status,
              IsOk());
  EXPECT_TRUE(EventuallyLogged("INFO write method=/dateline.v1.FeedService/AcknowledgeChanges code=OK"));
  EXPECT_THAT(log(), AllOf(HasSubstr("request_id=r-1"), HasSubstr("trace_id=0af7651916cd43dd8448eb211c80319c"),
                           Not(HasSubstr("GetFeedInfo"))));
}

TEST_F(CallGuardTest, LogsEveryCallWhenToldTo) {
  options_.guard.log_every_call = true;
  Start();
  ASSERT_THAT(caller_->GetFeedInfo().status, IsOk());
  EXPECT_TRUE(EventuallyLogged("INFO call method=/dateline.v1.FeedService/GetFeedInfo code=OK"));
}

TEST_F(CallGuardTest, RequiresDeadlinesWhenToldTo) {
  options_.guard.limits.require_deadline = true;
  Start();
  EXPECT_THAT(caller_->GetFeedInfo({}, /*deadline=*/true).status, IsOk());
  const absl::Status refused = caller_->GetFeedInfo({}, /*deadline=*/false).status;
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(errors::Reason(refused), "DEADLINE_REQUIRED");
}

TEST_F(CallGuardTest, BringsDeadlinesForwardButThoseOfStreams) {
  options_.guard.limits.max_call_duration = absl::ZeroDuration();
  Start();
  for (const bool deadline : {true, false}) {
    EXPECT_THAT(caller_->GetFeedInfo({}, deadline).status,
                StatusIs(absl::StatusCode::kDeadlineExceeded, HasSubstr("waited for others")));
  }
  EXPECT_THAT(caller_->StreamChanges().status, IsOk());
}

TEST_F(CallGuardTest, GivesEachClassItsOwnPlaces) {
  options_.guard.limits.max_running_reads = 1;
  options_.guard.limits.max_waiting_calls = 1;
  options_.guard.limits.patience = absl::Minutes(1);
  options_.guard.limits.patience_overloaded = absl::Minutes(1);
  Start();
  feed_.Hold();
  std::thread running([this] { EXPECT_THAT(caller_->GetFeedInfo().status, IsOk()); });
  ASSERT_TRUE(EventuallyMeasured("dateline_rpc_running{class=\"read\"} 1"));
  std::thread waiting([this] { EXPECT_THAT(caller_->GetFeedInfo().status, IsOk()); });
  ASSERT_TRUE(EventuallyMeasured("dateline_rpc_waiting{class=\"read\"} 1"));
  const FeedReply refused = caller_->GetFeedInfo();
  EXPECT_EQ(refused.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(refused.status), "OVERLOADED");
  EXPECT_TRUE(errors::RetryDelay(refused.status).has_value());
  // Neither work nor streams wait for reads.
  EXPECT_THAT(caller_->StreamChanges().status, IsOk());
  feed_.Release();
  EXPECT_THAT(caller_->Acknowledge().status, IsOk());
  running.join();
  waiting.join();
  EXPECT_TRUE(EventuallyMeasured("dateline_rpc_running{class=\"read\"} 0"));
}

TEST_F(CallGuardTest, RefusesCallsThatWaitTooLong) {
  options_.guard.limits.max_running_reads = 1;
  options_.guard.limits.patience = absl::Milliseconds(10);
  Start();
  feed_.Hold();
  std::thread running([this] { EXPECT_THAT(caller_->GetFeedInfo().status, IsOk()); });
  ASSERT_TRUE(EventuallyMeasured("dateline_rpc_running{class=\"read\"} 1"));
  EXPECT_EQ(errors::Reason(caller_->GetFeedInfo().status), "OVERLOADED");
  feed_.Release();
  running.join();
}

TEST_F(CallGuardTest, KeepsCallersApart) {
  const testing::TemporaryDirectory directory;
  std::ofstream(directory.File("tokens")) << encoding::Sha256Hex("r") << " ann reader\n"
                                          << encoding::Sha256Hex("w") << " bob writer\n";
  std::ofstream(directory.File("policy"))
      << R"({"allow_rules": [{"name": "all", "source": {"principals": ["role:reader"]}, "request": {"paths": ["*Info"]}},
                             {"name": "w", "source": {"principals": ["role:writer"]}}]})";
  options_.access = {directory.File("tokens"), directory.File("policy")};
  options_.guard.limits.max_calls_per_second = 3;
  Start();
  const testing::Headers ann = {{"authorization", "Bearer r"}};
  const testing::Headers bob = {{"authorization", "Bearer w"}};
  EXPECT_THAT(caller_->GetFeedInfo(ann).status, IsOk());
  EXPECT_THAT(caller_->Acknowledge(bob).status, IsOk());
  EXPECT_THAT(caller_->Acknowledge(ann).status, StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("ann")));
  EXPECT_THAT(caller_->StreamChanges(ann).status, StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("ann")));
  EXPECT_THAT(caller_->GetFeedInfo().status, StatusIs(absl::StatusCode::kUnauthenticated, ::testing::_));
  EXPECT_THAT(caller_->GetFeedInfo({{"authorization", "Bearer x"}}).status,
              StatusIs(absl::StatusCode::kUnauthenticated, ::testing::_));
  EXPECT_TRUE(
      EventuallyLogged("WARNING call-refused method=/dateline.v1.FeedService/AcknowledgeChanges "
                       "code=PERMISSION_DENIED caller=ann"));
  EXPECT_EQ(feed_.calls, 2);
  // Ann has used up what she may; Bob has not.
  for (int i = 0; i < 5; ++i) caller_->GetFeedInfo(ann);
  EXPECT_EQ(errors::Reason(caller_->GetFeedInfo(ann).status), "RATE_LIMITED");
  EXPECT_THAT(caller_->GetFeedInfo(bob).status, IsOk());
}

}  // namespace
}  // namespace dateline::rpc
