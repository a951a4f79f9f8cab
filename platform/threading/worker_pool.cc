#include "platform/threading/worker_pool.h"

#include <cassert>
#include <limits>
#include <utility>

namespace dateline::threading {

WorkerPool::WorkerPool(int thread_count, int max_waiting_tasks) : max_waiting_tasks_(max_waiting_tasks) {
  assert(thread_count > 0 && max_waiting_tasks > 0);
  threads_.reserve(thread_count);
  for (int i = 0; i < thread_count; ++i) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() { Shutdown(); }

bool WorkerPool::TrySchedule(std::function<void()> task) { return Enqueue(std::move(task), max_waiting_tasks_); }

bool WorkerPool::Schedule(std::function<void()> task) {
  return Enqueue(std::move(task), std::numeric_limits<size_t>::max());
}

bool WorkerPool::Enqueue(std::function<void()> task, size_t max_waiting_tasks) {
  {
    MutexLock lock(mutex_);
    if (shutting_down_ || tasks_.size() >= max_waiting_tasks) return false;
    tasks_.push_back(std::move(task));
  }
  changed_.NotifyOne();
  return true;
}

int WorkerPool::waiting() const {
  MutexLock lock(mutex_);
  return static_cast<int>(tasks_.size());
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

void WorkerPool::Work() {
  while (true) {
    std::function<void()> task;
    {
      MutexLock lock(mutex_);
      while (tasks_.empty() && !shutting_down_) changed_.Wait(mutex_);
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

}  // namespace dateline::threading
