#include "query_service/answers/freshness_gate.h"

#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"

namespace dateline::answers {
namespace {

using Outcome = FreshnessGate::Outcome;

// One wait, and what became of it. The gate may outlive it.
class Wait {
 public:
  Wait(FreshnessGate& gate, int64_t offset, absl::Time deadline = absl::InfiniteFuture()) {
    const auto promise = std::make_shared<std::promise<Outcome>>();
    outcome_ = promise->get_future();
    gate.WhenReached(offset, deadline, [promise](Outcome outcome) { promise->set_value(outcome); });
  }
  bool is_over() const { return outcome_.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }
  Outcome outcome() { return outcome_.get(); }

 private:
  std::future<Outcome> outcome_;
};

TEST(FreshnessGate, LetsThroughAtOnceWhatIsReached) {
  FreshnessGate gate(10);
  gate.Advance(5);
  Wait wait(gate, 5);
  ASSERT_TRUE(wait.is_over());
  EXPECT_EQ(wait.outcome(), Outcome::kReached);
}

TEST(FreshnessGate, LetsThroughInAnyOrderAsItAdvances) {
  FreshnessGate gate(10);
  Wait far(gate, 9);
  Wait near(gate, 6);
  gate.Advance(5);
  EXPECT_FALSE(near.is_over());
  gate.Advance(6);
  EXPECT_TRUE(near.is_over());
  EXPECT_FALSE(far.is_over());
  gate.Advance(12);
  EXPECT_EQ(far.outcome(), Outcome::kReached);
}

TEST(FreshnessGate, SendsAwayAtTheDeadline) {
  FreshnessGate gate(10);
  Wait later(gate, 6);
  Wait wait(gate, 6, absl::Now() + absl::Milliseconds(5));
  EXPECT_EQ(wait.outcome(), Outcome::kDeadline);
  EXPECT_FALSE(later.is_over());
}

TEST(FreshnessGate, SendsAwayAtOnceWhenTheDeadlineIsPast) {
  FreshnessGate gate(10);
  Wait wait(gate, 6, absl::InfinitePast());
  EXPECT_EQ(wait.outcome(), Outcome::kDeadline);
}

TEST(FreshnessGate, TakesNoMoreThanItMay) {
  FreshnessGate gate(1);
  Wait first(gate, 6);
  Wait second(gate, 6);
  EXPECT_EQ(second.outcome(), Outcome::kTooManyWait);
  EXPECT_FALSE(first.is_over());
}

TEST(FreshnessGate, SendsEverybodyAwayWhenItShutsDown) {
  FreshnessGate gate(10);
  Wait before(gate, 6);
  gate.Shutdown();
  Wait after(gate, 6);
  EXPECT_EQ(before.outcome(), Outcome::kShutdown);
  EXPECT_EQ(after.outcome(), Outcome::kShutdown);
}

TEST(FreshnessGate, MakesThoseWaitAgainWhoAskAfterItWentBack) {
  FreshnessGate gate(10);
  gate.Advance(5);
  gate.Advance(0);
  Wait wait(gate, 5);
  EXPECT_FALSE(wait.is_over());
  gate.Advance(5);
  EXPECT_EQ(wait.outcome(), Outcome::kReached);
}

TEST(FreshnessGate, CallsEachOnceWhenManyThreadsUseIt) {
  constexpr int kThreads = 4;
  constexpr int kWaitsOfEach = 500;
  std::atomic<int> calls = 0;
  {
    FreshnessGate gate(kThreads * kWaitsOfEach);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < kWaitsOfEach; ++i) {
          gate.WhenReached(i, absl::Now() + absl::Microseconds(i % 7 * 100), [&](Outcome) { ++calls; });
          if (thread == 0) gate.Advance(i / 2);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(calls, kThreads * kWaitsOfEach);
}

}  // namespace
}  // namespace dateline::answers
