#include "platform/threading/worker_pool.h"

#include <future>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace dateline::threading {
namespace {

TEST(WorkerPool, RunsTasksInTheirOrder) {
  std::vector<int> order;
  WorkerPool pool(1, 10);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(pool.TrySchedule([&order, i] { order.push_back(i); }));
  pool.Shutdown();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
}

TEST(WorkerPool, RefusesWhatTheQueueCannotHold) {
  std::promise<void> started;
  std::promise<void> release;
  WorkerPool pool(1, 1);
  ASSERT_TRUE(pool.TrySchedule([&] {
    started.set_value();
    release.get_future().wait();
  }));
  started.get_future().wait();
  EXPECT_TRUE(pool.TrySchedule([] {}));
  EXPECT_FALSE(pool.TrySchedule([] {}));
  EXPECT_TRUE(pool.Schedule([] {}));
  EXPECT_EQ(pool.waiting(), 2);
  release.set_value();
}

TEST(WorkerPool, TakesFromBothQueuesInTurn) {
  std::string order;
  std::promise<void> release;
  WorkerPool pool(1, 10);
  ASSERT_TRUE(pool.TrySchedule([&] { release.get_future().wait(); }));
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(pool.Schedule([&order] { order += 's'; }));
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(pool.TrySchedule([&order] { order += 't'; }));
  release.set_value();
  pool.Shutdown();
  EXPECT_EQ(order, "ststsss");
}

TEST(WorkerPool, RunsTwoTasksAtOnceOnTwoThreads) {
  std::promise<void> first_runs;
  std::promise<void> both_ran;
  WorkerPool pool(2, 2);
  ASSERT_TRUE(pool.TrySchedule([&] { first_runs.get_future().wait(); }));
  ASSERT_TRUE(pool.TrySchedule([&] {
    first_runs.set_value();
    both_ran.set_value();
  }));
  both_ran.get_future().wait();
}

TEST(WorkerPool, TakesNothingAfterShutdown) {
  WorkerPool pool(1, 1);
  pool.Shutdown();
  EXPECT_FALSE(pool.TrySchedule([] {}));
  EXPECT_FALSE(pool.Schedule([] {}));
}

}  // namespace
}  // namespace dateline::threading
