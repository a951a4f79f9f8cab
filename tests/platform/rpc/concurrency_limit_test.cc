#include "platform/rpc/concurrency_limit.h"

#include <atomic>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"

namespace dateline::rpc {
namespace {

using ::testing::ElementsAre;

constexpr absl::Duration kForEver = absl::Hours(1);

// Waits for what another thread does, a minute at most.
template <typename Condition>
bool Eventually(Condition condition) {
  for (int i = 0; i < 60000 && !condition(); ++i) absl::SleepFor(absl::Milliseconds(1));
  return condition();
}

TEST(ConcurrencyLimit, LetsWaitersInAsOthersLeaveInTheirOrder) {
  ConcurrencyLimit limit({1, 2, kForEver, kForEver});
  std::vector<int> events;
  for (int i = 0; i < 4; ++i) {
    limit.Enter([&events, i] { events.push_back(i); }, [&events, i] { events.push_back(-i); });
  }
  EXPECT_THAT(events, ElementsAre(0, -3));  // one runs, two wait, one is too many
  EXPECT_EQ(limit.running(), 1);
  EXPECT_EQ(limit.waiting(), 2);
  limit.Leave();
  limit.Leave();
  EXPECT_THAT(events, ElementsAre(0, -3, 1, 2));
  limit.Leave();
  EXPECT_EQ(limit.running(), 0);
}

TEST(ConcurrencyLimit, RefusesWhoWaitsTooLong) {
  ConcurrencyLimit limit({1, 10, absl::Milliseconds(20), absl::Milliseconds(5)});
  limit.Enter([] {}, [] {});
  std::atomic<bool> refused = false;
  limit.Enter([] { ADD_FAILURE(); }, [&refused] { refused = true; });
  EXPECT_TRUE(Eventually([&] { return refused.load(); }));
  EXPECT_EQ(limit.waiting(), 0);
  limit.Leave();
}

TEST(ConcurrencyLimit, LosesPatienceWhenTheQueueStands) {
  // With the patience of a burst nobody would be refused in a minute.
  ConcurrencyLimit limit({1, 1000, absl::Milliseconds(100), absl::Milliseconds(1)});
  limit.Enter([] {}, [] {});
  std::atomic<int> refused = 0;
  const absl::Time begin = absl::Now();
  // Always somebody in the queue: those of the last 100 ms, 200 or so, would wait by the patience of a burst. Who looks
  // on a busy machine may look late.
  const auto is_over = [&](absl::Duration time) {
    return time > absl::Milliseconds(400) && (limit.waiting() < 100 || time > absl::Seconds(10));
  };
  while (!is_over(absl::Now() - begin)) {
    limit.Enter([] { ADD_FAILURE(); }, [&refused] { ++refused; });
    absl::SleepFor(absl::Microseconds(500));
  }
  EXPECT_LT(limit.waiting(), 100);
  EXPECT_TRUE(Eventually([&] { return limit.waiting() == 0; }));
  EXPECT_GT(refused, 100);
  limit.Leave();
}

TEST(ConcurrencyLimit, KeepsCountUnderManyThreads) {
  ConcurrencyLimit limit({3, 1000, kForEver, kForEver});
  std::atomic<int> running = 0;
  std::atomic<int> most = 0;
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 100; ++j) {
        limit.Enter(
            [&] {
              const int now = ++running;
              int seen = most;
              while (now > seen && !most.compare_exchange_weak(seen, now)) {
              }
              --running;
              ++done;
              limit.Leave();
            },
            [] { ADD_FAILURE(); });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, 800);
  EXPECT_LE(most, 3);
  EXPECT_EQ(limit.running(), 0);
}

}  // namespace
}  // namespace dateline::rpc
