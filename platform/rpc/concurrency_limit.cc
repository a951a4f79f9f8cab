#include "platform/rpc/concurrency_limit.h"

#include <cassert>
#include <utility>

namespace dateline::rpc {

ConcurrencyLimit::ConcurrencyLimit(const ConcurrencyOptions& options)
    : options_(options), last_empty_(Clock::now()), watcher_([this] { Watch(); }) {
  assert(options.max_running > 0);
}

ConcurrencyLimit::~ConcurrencyLimit() {
  {
    threading::MutexLock lock(mutex_);
    ending_ = true;
  }
  changed_.NotifyAll();
  watcher_.join();
}

void ConcurrencyLimit::Enter(std::function<void()> start, std::function<void()> refuse) {
  bool may_start = false;
  {
    threading::MutexLock lock(mutex_);
    may_start = running_ < options_.max_running;
    if (may_start) {
      ++running_;
    } else if (static_cast<int>(waiters_.size()) < options_.max_waiting) {
      const Clock::time_point now = Clock::now();
      if (waiters_.empty()) {
        last_empty_ = now;
        changed_.NotifyAll();
      }
      waiters_.push_back({now, std::move(start), std::move(refuse)});
      return;
    }
  }
  may_start ? start() : refuse();
}

void ConcurrencyLimit::Leave() {
  std::vector<Waiter> impatient;
  std::function<void()> start;
  {
    threading::MutexLock lock(mutex_);
    impatient = TakeImpatient(Clock::now());
    if (waiters_.empty()) {
      --running_;
    } else {
      start = std::move(waiters_.front().start);
      waiters_.pop_front();
    }
  }
  for (const Waiter& waiter : impatient) waiter.refuse();
  if (start != nullptr) start();
}

int ConcurrencyLimit::running() const {
  threading::MutexLock lock(mutex_);
  return running_;
}

int ConcurrencyLimit::waiting() const {
  threading::MutexLock lock(mutex_);
  return static_cast<int>(waiters_.size());
}

void ConcurrencyLimit::Watch() {
  std::vector<Waiter> impatient;
  while (true) {
    {
      threading::MutexLock lock(mutex_);
      while (waiters_.empty() && !ending_) changed_.Wait(mutex_);
      if (ending_) return;
      changed_.WaitUntil(mutex_, Clock::now() + absl::ToChronoMicroseconds(options_.patience_overloaded) / 5);
      impatient = TakeImpatient(Clock::now());
    }
    for (const Waiter& waiter : impatient) waiter.refuse();
    impatient.clear();
  }
}

std::vector<ConcurrencyLimit::Waiter> ConcurrencyLimit::TakeImpatient(Clock::time_point now) {
  std::vector<Waiter> impatient;
  const bool overloaded = now - last_empty_ > absl::ToChronoMilliseconds(options_.patience);
  const auto patience = absl::ToChronoMilliseconds(overloaded ? options_.patience_overloaded : options_.patience);
  while (!waiters_.empty() && now - waiters_.front().since > patience) {
    impatient.push_back(std::move(waiters_.front()));
    waiters_.pop_front();
  }
  return impatient;
}

}  // namespace dateline::rpc
