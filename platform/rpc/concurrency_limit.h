// So many calls at a time; the others wait a little, or are refused.
#ifndef DATELINE_PLATFORM_RPC_CONCURRENCY_LIMIT_H_
#define DATELINE_PLATFORM_RPC_CONCURRENCY_LIMIT_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

struct ConcurrencyOptions {
  int max_running = 0;
  int max_waiting = 0;
  // Longest wait of a call that comes in a burst.
  absl::Duration patience = absl::Milliseconds(200);
  // Longest wait once calls have waited for all of `patience`: there are more than can be served, and a standing queue
  // would only make each of them late (controlled delay, after Nichols and Jacobson 2012 and Maurer 2015).
  absl::Duration patience_overloaded = absl::Milliseconds(10);
};

// Calls begin in the order in which they came. Thread safety: any thread.
class ConcurrencyLimit {
 public:
  explicit ConcurrencyLimit(const ConcurrencyOptions& options);
  // REQUIRES: no call is left.
  ~ConcurrencyLimit();
  ConcurrencyLimit(const ConcurrencyLimit&) = delete;
  ConcurrencyLimit& operator=(const ConcurrencyLimit&) = delete;

  // Calls `start`, now or when it is its turn, or `refuse`: when too many wait or it has waited too long. Each start is
  // answered by one Leave.
  void Enter(std::function<void()> start, std::function<void()> refuse) ABSL_LOCKS_EXCLUDED(mutex_);
  void Leave() ABSL_LOCKS_EXCLUDED(mutex_);

  int running() const ABSL_LOCKS_EXCLUDED(mutex_);
  int waiting() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiter {
    Clock::time_point since;
    std::function<void()> start;
    std::function<void()> refuse;
  };

  // Refuses who has waited too long.
  void Watch() ABSL_LOCKS_EXCLUDED(mutex_);
  std::vector<Waiter> TakeImpatient(Clock::time_point now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const ConcurrencyOptions options_;
  mutable threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  int running_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<Waiter> waiters_ ABSL_GUARDED_BY(mutex_);
  Clock::time_point last_empty_ ABSL_GUARDED_BY(mutex_);  // when nobody waited
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread watcher_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_CONCURRENCY_LIMIT_H_
