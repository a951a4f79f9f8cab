#include "ingest_service/feed/head_watch.h"

#include <algorithm>
#include <utility>

namespace dateline::feed {

using Clock = std::chrono::steady_clock;

HeadWatch::HeadWatch() : thread_([this] { Work(); }) {}

HeadWatch::~HeadWatch() {
  {
    threading::MutexLock lock(mutex_);
    ending_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void HeadWatch::Wait(int64_t offset, absl::Duration timeout, std::function<void()> wake) {
  {
    threading::MutexLock lock(mutex_);
    waiters_.push_back({offset, Clock::now() + absl::ToChronoNanoseconds(timeout), std::move(wake)});
  }
  changed_.NotifyOne();
}

void HeadWatch::Notify(int64_t offset) {
  {
    threading::MutexLock lock(mutex_);
    head_offset_ = offset;
  }
  changed_.NotifyOne();
}

void HeadWatch::Drain() {
  {
    threading::MutexLock lock(mutex_);
    draining_ = true;
  }
  changed_.NotifyOne();
}

bool HeadWatch::draining() const {
  threading::MutexLock lock(mutex_);
  return draining_;
}

void HeadWatch::Work() {
  while (true) {
    std::vector<std::function<void()>> due;
    {
      threading::MutexLock lock(mutex_);
      while (!ending_ && (due = TakeDue()).empty()) WaitForWork();
      if (ending_) return;
    }
    for (const std::function<void()>& wake : due) wake();
  }
}

bool HeadWatch::IsDue(const Waiter& waiter, Clock::time_point now) const {
  return draining_ || head_offset_ > waiter.offset || now >= waiter.deadline;
}

std::vector<std::function<void()>> HeadWatch::TakeDue() {
  std::vector<std::function<void()>> due;
  std::vector<Waiter> waiting;
  const Clock::time_point now = Clock::now();
  for (Waiter& waiter : waiters_) {
    if (IsDue(waiter, now)) {
      due.push_back(std::move(waiter.wake));
    } else {
      waiting.push_back(std::move(waiter));
    }
  }
  waiters_ = std::move(waiting);
  return due;
}

void HeadWatch::WaitForWork() {
  const auto first = std::min_element(waiters_.begin(), waiters_.end(),
                                      [](const Waiter& a, const Waiter& b) { return a.deadline < b.deadline; });
  if (first == waiters_.end()) {
    changed_.Wait(mutex_);
  } else {
    changed_.WaitUntil(mutex_, first->deadline);
  }
}

}  // namespace dateline::feed
