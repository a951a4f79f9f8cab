#include "platform/threading/mutex.h"

#include <chrono>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace dateline::threading {
namespace {

struct Counter {
  Mutex mutex;
  ConditionVariable changed;
  int value ABSL_GUARDED_BY(mutex) = 0;
};

TEST(Mutex, LetsOneThreadInAtATime) {
  Counter counter;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&counter] {
      for (int j = 0; j < 1000; ++j) {
        MutexLock lock(counter.mutex);
        ++counter.value;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  MutexLock lock(counter.mutex);
  EXPECT_EQ(counter.value, 4000);
}

TEST(ConditionVariable, WakesTheWaitingThread) {
  Counter counter;
  std::thread setter([&counter] {
    {
      MutexLock lock(counter.mutex);
      counter.value = 1;
    }
    counter.changed.NotifyAll();
  });
  {
    MutexLock lock(counter.mutex);
    while (counter.value == 0) counter.changed.Wait(counter.mutex);
    EXPECT_EQ(counter.value, 1);
  }
  setter.join();
}

TEST(ConditionVariable, ReturnsAtTheDeadlineHoldingTheMutex) {
  Counter counter;
  MutexLock lock(counter.mutex);
  counter.changed.WaitUntil(counter.mutex, std::chrono::steady_clock::now());
  EXPECT_EQ(counter.value, 0);
}

}  // namespace
}  // namespace dateline::threading
