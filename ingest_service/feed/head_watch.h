// Waiting for the feed to move on.
#ifndef DATELINE_INGEST_SERVICE_FEED_HEAD_WATCH_H_
#define DATELINE_INGEST_SERVICE_FEED_HEAD_WATCH_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"

namespace dateline::feed {

// Wakes whoever waits for changes or for a time. Owns one thread, which calls every wake: be short. A waiter costs its
// entry and nothing while it waits. Thread safety: any thread.
class HeadWatch {
 public:
  HeadWatch();
  // Drops those that wait.
  ~HeadWatch();
  HeadWatch(const HeadWatch&) = delete;
  HeadWatch& operator=(const HeadWatch&) = delete;

  // Calls `wake` once: when the head is beyond `offset`, or after `timeout`, or when Drain is called.
  void Wait(int64_t offset, absl::Duration timeout, std::function<void()> wake);

  // The head is at `offset` now; told in order. It goes back where the store has lost what it had committed.
  void Notify(int64_t offset);

  // Wakes everybody now and from now on.
  void Drain();
  bool draining() const;

 private:
  struct Waiter {
    int64_t offset;
    std::chrono::steady_clock::time_point deadline;
    std::function<void()> wake;
  };

  void Work();
  bool IsDue(const Waiter& waiter, std::chrono::steady_clock::time_point now) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::vector<std::function<void()>> TakeDue() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void WaitForWork() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  std::vector<Waiter> waiters_ ABSL_GUARDED_BY(mutex_);
  int64_t head_offset_ ABSL_GUARDED_BY(mutex_) = 0;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace dateline::feed

#endif  // DATELINE_INGEST_SERVICE_FEED_HEAD_WATCH_H_
