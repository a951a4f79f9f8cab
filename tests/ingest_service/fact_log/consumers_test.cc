#include "ingest_service/fact_log/consumers.h"

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;

const absl::Time kNow = absl::FromUnixSeconds(1000000);
constexpr absl::Duration kLease = absl::Minutes(10);

class ConsumersTest : public testing::FactLogFixture {
 protected:
  std::vector<v1::FeedConsumer> At(absl::Time now) { return *log_->reader().ReadConsumers({kLease, now}); }

  std::vector<std::string> Confirmed(const std::string& article) {
    std::vector<std::string> consumers;
    const auto receipt = log_->reader().ReadPurgeReceipt(article, kNow);
    for (const v1::PurgeConfirmation& confirmation : receipt->confirmations()) {
      consumers.push_back(confirmation.consumer());
    }
    return consumers;
  }
};

TEST_F(ConsumersTest, HoldALeaseUntilItRunsOut) {
  EXPECT_EQ(*Acknowledge({"a", 3}, {kLease, kNow}), kNow + kLease);
  ASSERT_EQ(At(kNow + kLease).size(), 1u);
  EXPECT_EQ(At(kNow)[0].consumer(), "a");
  EXPECT_EQ(At(kNow)[0].acknowledged_offset(), 3);
  EXPECT_EQ(At(kNow)[0].acknowledge_time().seconds(), 1000000);
  EXPECT_EQ(At(kNow)[0].lease_expire_time().seconds(), 1000600);
  EXPECT_TRUE(At(kNow + kLease + absl::Nanoseconds(1)).empty());
}

TEST_F(ConsumersTest, NeverGoBack) {
  ASSERT_THAT(Acknowledge({"a", 5}, {kLease, kNow}), IsOk());
  ASSERT_THAT(Acknowledge({"a", 2}, {kLease, kNow + absl::Seconds(9)}), IsOk());
  EXPECT_EQ(At(kNow)[0].acknowledged_offset(), 5);
  EXPECT_EQ(At(kNow)[0].acknowledge_time().seconds(), 1000009);
}

TEST_F(ConsumersTest, AreAtMostAThousandWithALease) {
  for (int i = 0; i < kMaxConsumers; ++i) {
    ASSERT_THAT(Acknowledge({absl::StrCat("c", i), 0}, {kLease, kNow}), IsOk());
  }
  const absl::Status refused = Acknowledge({"one-more", 0}, {kLease, kNow}).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(refused), "OVERLOADED");
  EXPECT_THAT(Acknowledge({"c7", 0}, {kLease, kNow}), IsOk());
  const absl::Time later = kNow + kLease + absl::Seconds(1);
  EXPECT_THAT(Acknowledge({"one-more", 0}, {kLease, later}), IsOk());
  EXPECT_EQ(At(kNow).size(), 1u) << "those without a lease are forgotten";
}

TEST_F(ConsumersTest, ConfirmPurgesUpToTheirOffset) {
  for (const char* const id : {"a", "b"}) {
    ASSERT_THAT(Append(SampleWrite(id, 0)), IsOk());
    ASSERT_THAT(Purge({.name = absl::StrCat("articles/", id)}), IsOk());
  }
  const int64_t head = log_->Head().offset;
  ASSERT_THAT(Acknowledge({"in-a-snapshot", head, /*confirms_purges=*/false}, {kLease, kNow}), IsOk());
  EXPECT_TRUE(Confirmed("articles/a").empty());
  EXPECT_EQ(log_->reader().ReadPurgeReceipt("articles/a", kNow)->unconfirmed_consumers(0), "in-a-snapshot");
  ASSERT_THAT(Acknowledge({"slow", head - 1}, {kLease, kNow}), IsOk());
  EXPECT_EQ(Confirmed("articles/a"), std::vector<std::string>{"slow"});
  ASSERT_THAT(Acknowledge({"slow", head}, {kLease, kNow + absl::Seconds(5)}), IsOk());
  ASSERT_THAT(Acknowledge({"in-a-snapshot", head}, {kLease, kNow}), IsOk());
  EXPECT_EQ(Confirmed("articles/a"), (std::vector<std::string>{"in-a-snapshot", "slow"}));
  EXPECT_EQ(Confirmed("articles/b"), (std::vector<std::string>{"in-a-snapshot", "slow"}));
  const auto receipt = log_->reader().ReadPurgeReceipt("articles/a", kNow);
  EXPECT_EQ(receipt->confirmations(1).confirm_time().seconds(), 1000000) << "the first time counts";
  EXPECT_EQ(receipt->unconfirmed_consumers_size(), 0);
}

TEST_F(ConsumersTest, CannotHoldWhatIsGone) {
  for (const char* const id : {"a", "b", "c"}) ASSERT_THAT(Append(SampleWrite(id, 1)), IsOk());
  ASSERT_THAT(Compact({.surplus = {.committed_before = absl::InfiniteFuture()}, .lease = {kLease, kNow}}), IsOk());
  const int64_t low_offset = log_->Head().low_offset;
  ASSERT_GT(low_offset, 2);
  EXPECT_EQ(errors::Reason(Acknowledge({"a", low_offset - 2}, {kLease, kNow}).status()), "OFFSET_COMPACTED");
  EXPECT_THAT(Acknowledge({"a", low_offset - 1}, {kLease, kNow}), IsOk());
}

}  // namespace
}  // namespace dateline::fact_log
