#include "query_service/answers/freshness_gate.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "platform/threading/steady_deadline.h"

namespace dateline::answers {
namespace {

using threading::SteadyTime;

// How long the deadlines are left alone when there are none.
constexpr auto kIdle = std::chrono::seconds(60);

}  // namespace

FreshnessGate::FreshnessGate(size_t max_waiters) : max_waiters_(max_waiters), thread_([this] { WatchDeadlines(); }) {}

FreshnessGate::~FreshnessGate() {
  Shutdown();
  thread_.join();
}

void FreshnessGate::Advance(int64_t offset) {
  std::vector<Callback> reached;
  {
    threading::MutexLock lock(mutex_);
    reached_ = offset;
    for (auto waiter = waiters_.begin(); waiter != waiters_.end();) {
      if (waiter->second.offset > offset) {
        ++waiter;
        continue;
      }
      reached.push_back(std::move(waiter->second.callback));
      waiter = waiters_.erase(waiter);
    }
  }
  for (const Callback& callback : reached) callback(Outcome::kReached);
}

void FreshnessGate::WhenReached(int64_t offset, absl::Time deadline, Callback callback) {
  Outcome outcome = Outcome::kReached;
  {
    threading::MutexLock lock(mutex_);
    const bool must_wait = !is_shut_down_ && offset > reached_;
    if (must_wait && waiters_.size() < max_waiters_) {
      waiters_.emplace(threading::ToSteadyTime(deadline), Waiter{offset, std::move(callback)});
      changed_.NotifyOne();
      return;
    }
    if (must_wait) outcome = Outcome::kTooManyWait;
    if (is_shut_down_) outcome = Outcome::kShutdown;
  }
  callback(outcome);
}

bool FreshnessGate::is_shut_down() const {
  threading::MutexLock lock(mutex_);
  return is_shut_down_;
}

void FreshnessGate::Shutdown() {
  std::multimap<SteadyTime, Waiter> waiters;
  {
    threading::MutexLock lock(mutex_);
    is_shut_down_ = true;
    waiters.swap(waiters_);
    changed_.NotifyOne();
  }
  for (const auto& [deadline, waiter] : waiters) waiter.callback(Outcome::kShutdown);
}

void FreshnessGate::WatchDeadlines() {
  while (true) {
    std::vector<Callback> late;
    {
      threading::MutexLock lock(mutex_);
      if (is_shut_down_) return;
      const SteadyTime now = std::chrono::steady_clock::now();
      while (!waiters_.empty() && waiters_.begin()->first <= now) {
        late.push_back(std::move(waiters_.begin()->second.callback));
        waiters_.erase(waiters_.begin());
      }
      if (late.empty()) {
        changed_.WaitUntil(mutex_, waiters_.empty() ? now + kIdle : waiters_.begin()->first);
      }
    }
    for (const Callback& callback : late) callback(Outcome::kDeadline);
  }
}

}  // namespace dateline::answers
