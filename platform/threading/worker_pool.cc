#include "platform/threading/worker_pool.h"

#include <cassert>
#include <limits>
#include <utility>

namespace dateline::threading {

WorkerPool::WorkerPool(int thread_count, int max_waiting_tasks) : max_waiting_tasks_(max_waiting_tasks) {
  assert(thread_count > 0 && max_waiting_tasks >= 0);
  threads_.reserve(thread_count);
  for (int i = 0; i < thread_count; ++i) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() { Shutdown(); }

bool WorkerPool::TrySchedule(std::function<void()> task) {
  return Enqueue(std::move(task), bounded_, max_waiting_tasks_);
}

bool WorkerPool::Schedule(std::function<void()> task) {
  return Enqueue(std::move(task), unbounded_, std::numeric_limits<size_t>::max());
}

bool WorkerPool::Enqueue(std::function<void()> task, Queue& queue, size_t max_waiting_tasks) {
  {
    MutexLock lock(mutex_);
    if (shutting_down_ || queue.size() >= max_waiting_tasks) return false;
    queue.push_back(std::move(task));
  }
  changed_.NotifyOne();
  return true;
}

int WorkerPool::waiting() const {
  MutexLock lock(mutex_);
  return static_cast<int>(bounded_.size() + unbounded_.size());
}

void WorkerPool::Shutdown() {
  {
    MutexLock lock(mutex_);
    shutting_down_ = true;
  }
  changed_.NotifyAll();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

// An empty one: both are.
WorkerPool::Queue& WorkerPool::NextQueue() {
  bounded_is_next_ = unbounded_.empty() || (bounded_is_next_ && !bounded_.empty());
  return bounded_is_next_ ? bounded_ : unbounded_;
}

void WorkerPool::Work() {
  while (true) {
    std::function<void()> task;
    {
      MutexLock lock(mutex_);
      while (bounded_.empty() && unbounded_.empty() && !shutting_down_) changed_.Wait(mutex_);
      Queue& queue = NextQueue();
      if (queue.empty()) return;
      task = std::move(queue.front());
      queue.pop_front();
      bounded_is_next_ = !bounded_is_next_;
    }
    task();
  }
}

}  // namespace dateline::threading
