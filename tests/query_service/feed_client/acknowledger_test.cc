#include "query_service/feed_client/acknowledger.h"

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include "gmock/gmock.h"
#include "tests/query_service/feed_client/fake_feed.h"
#include "tests/testing/status_matchers.h"

namespace dateline::feed_client {
namespace {

using ::dateline::testing::FakeFeed;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

bool Eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

class AcknowledgerTest : public ::testing::Test {
 protected:
  AcknowledgerTest()
      : stub_(v1::FeedService::NewStub(grpc::CreateChannel(feed_.StartServer(), grpc::InsecureChannelCredentials()))) {}

  FakeFeed feed_{"feed-a"};
  std::unique_ptr<v1::FeedService::Stub> stub_;
};

TEST_F(AcknowledgerTest, NamesTheConsumerAndTheCursor) {
  Acknowledger acknowledger(*stub_, "tester", absl::Seconds(10));
  acknowledger.Acknowledge("feed-a/3");
  ASSERT_TRUE(Eventually([&] { return !feed_.acknowledged().empty(); }));
  EXPECT_THAT(feed_.acknowledged(), ElementsAre("tester feed-a/3"));
}

TEST_F(AcknowledgerTest, ToleratesAServerWithoutAcknowledgements) {
  feed_.RefuseAcknowledgements(grpc::Status(grpc::StatusCode::UNIMPLEMENTED, ""));
  Acknowledger acknowledger(*stub_, "tester", absl::Seconds(10));
  for (int i = 1; i < 4; ++i) {
    acknowledger.Acknowledge("feed-a/3");
    ASSERT_TRUE(Eventually([&] { return feed_.acknowledged().size() == static_cast<size_t>(i); }));
  }
  EXPECT_THAT(acknowledger.last_outcome(), IsOk());
}

TEST_F(AcknowledgerTest, TellsWhyItWasRefused) {
  feed_.RefuseAcknowledgements(grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "too many consumers"));
  Acknowledger acknowledger(*stub_, "tester", absl::Seconds(10));
  acknowledger.Acknowledge("feed-a/3");
  ASSERT_TRUE(Eventually([&] { return !acknowledger.last_outcome().ok(); }));
  EXPECT_THAT(acknowledger.last_outcome(),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("too many consumers")));
}

TEST_F(AcknowledgerTest, EndsWhileNobodyAnswers) {
  feed_.StopServer();
  Acknowledger acknowledger(*stub_, "tester", absl::Hours(1));
  acknowledger.Acknowledge("feed-a/3");
}

}  // namespace
}  // namespace dateline::feed_client
