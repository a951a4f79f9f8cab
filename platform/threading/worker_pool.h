// Threads for work that may block or take long, away from the threads that serve the network.
#ifndef DATELINE_PLATFORM_THREADING_WORKER_POOL_H_
#define DATELINE_PLATFORM_THREADING_WORKER_POOL_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "platform/threading/mutex.h"

namespace dateline::threading {

// Runs tasks, `thread_count` at a time, from two queues in turn while both hold some: a thousand tasks of one cost a
// task of the other no more than one of them. Each queue keeps its order. Thread safety: any thread may schedule, tasks
// too.
class WorkerPool {
 public:
  // At most `max_waiting_tasks` of TrySchedule wait for a thread. REQUIRES: there is a thread.
  WorkerPool(int thread_count, int max_waiting_tasks);
  // Runs what is scheduled, then joins.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Into the bounded queue. False: it is full, or the pool is shutting down; `task` will not run.
  [[nodiscard]] bool TrySchedule(std::function<void()> task);

  // Into the other: for work whose amount the caller bounds by other means. False: shutting down.
  [[nodiscard]] bool Schedule(std::function<void()> task);

  // How many tasks wait for a thread.
  int waiting() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Takes no more tasks, runs those scheduled, and joins the threads. Idempotent. Not to be called by a task.
  void Shutdown();

 private:
  using Queue = std::deque<std::function<void()>>;
  bool Enqueue(std::function<void()> task, Queue& queue, size_t max_waiting_tasks);
  Queue& NextQueue() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Work();

  const size_t max_waiting_tasks_;
  mutable Mutex mutex_;
  ConditionVariable changed_;
  Queue bounded_ ABSL_GUARDED_BY(mutex_);
  Queue unbounded_ ABSL_GUARDED_BY(mutex_);
  bool bounded_is_next_ ABSL_GUARDED_BY(mutex_) = true;
  bool shutting_down_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace dateline::threading

#endif  // DATELINE_PLATFORM_THREADING_WORKER_POOL_H_
