// Reads that wait for the index to reach a state.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_FRESHNESS_GATE_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_FRESHNESS_GATE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"

namespace dateline::answers {

// Keeps no thread waiting but its own, which watches the deadlines. Thread safety: any thread.
class FreshnessGate {
 public:
  enum class Outcome { kReached, kDeadline, kTooManyWait, kShutdown };
  // Called once, by the thread that calls Advance, WhenReached or Shutdown, or by the gate's own; must not block.
  using Callback = std::function<void(Outcome)>;

  explicit FreshnessGate(size_t max_waiters);
  // Shuts down.
  ~FreshnessGate();
  FreshnessGate(const FreshnessGate&) = delete;
  FreshnessGate& operator=(const FreshnessGate&) = delete;

  // The index has reached `offset`; it may go back, when the index starts over.
  void Advance(int64_t offset) ABSL_LOCKS_EXCLUDED(mutex_);

  // Calls `callback` as soon as the index has reached `offset`, at once if it has, or when `deadline` comes by the
  // clock as it is now.
  void WhenReached(int64_t offset, absl::Time deadline, Callback callback) ABSL_LOCKS_EXCLUDED(mutex_);

  bool is_shut_down() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Sends everybody away, now and later. Idempotent.
  void Shutdown() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Waiter {
    int64_t offset;
    Callback callback;
  };

  void WatchDeadlines() ABSL_LOCKS_EXCLUDED(mutex_);

  const size_t max_waiters_;
  mutable threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  int64_t reached_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_shut_down_ ABSL_GUARDED_BY(mutex_) = false;
  // By deadline, on a clock that nobody sets.
  std::multimap<std::chrono::steady_clock::time_point, Waiter> waiters_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_FRESHNESS_GATE_H_
