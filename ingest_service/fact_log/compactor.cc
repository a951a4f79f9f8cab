#include "ingest_service/fact_log/compactor.h"

#include <algorithm>
#include <chrono>
#include <future>

namespace dateline::fact_log {

absl::Status Compactor::Compact(absl::Time now) {
  if (retention_.age == absl::ZeroDuration() && retention_.bytes == 0) return absl::OkStatus();
  if (retention_.bytes > 0) {
    if (absl::Status counted = CountNewChanges(); !counted.ok()) return counted;
  }
  CompactionOrder order;
  order.lease = {retention_.consumer_lease, now};
  order.low_offset = low_offset_;
  while (true) {
    order.surplus = SurplusAt(now, 1);
    order.leased_surplus = SurplusAt(now, 2);
    std::promise<absl::StatusOr<Compacted>> answer;
    log_.Compact(order, [&answer](absl::StatusOr<Compacted> compacted) { answer.set_value(std::move(compacted)); });
    const absl::StatusOr<Compacted> compacted = answer.get_future().get();
    if (!compacted.ok() || compacted->changes == 0) return compacted.status();
    kept_bytes_ -= compacted->bytes;
    if (low_offset_ != 0) order.low_offset = low_offset_ = compacted->low_offset;
  }
}

// Of what is kept beyond so many times the retention.
Surplus Compactor::SurplusAt(absl::Time now, int times) const {
  Surplus surplus;
  if (retention_.age > absl::ZeroDuration()) surplus.committed_before = now - retention_.age * times;
  if (retention_.bytes > 0 && kept_bytes_ / times > retention_.bytes) {
    surplus.excess_bytes = kept_bytes_ - retention_.bytes * times;
  }
  return surplus;
}

absl::Status Compactor::CountNewChanges() {
  const absl::StatusOr<int64_t> last_purge = log_.reader().ReadLastPurge();
  if (!last_purge.ok()) return last_purge.status();
  const FeedHead head = log_.Head();
  if (counted_offset_ == 0 || *last_purge != last_purge_ || head.low_offset != low_offset_ ||
      head.offset < counted_offset_) {
    kept_bytes_ = 0;
    low_offset_ = head.low_offset;
    counted_offset_ = head.low_offset - 1;
  }
  const absl::StatusOr<int64_t> bytes = log_.reader().CountChangeBytes(counted_offset_ + 1, head.offset);
  if (!bytes.ok()) {
    counted_offset_ = 0;
    return bytes.status();
  }
  kept_bytes_ += *bytes;
  counted_offset_ = head.offset;
  last_purge_ = *last_purge;
  return absl::OkStatus();
}

CompactorThread::CompactorThread(FactLog& log, const Retention& retention, absl::Duration interval)
    : compactor_(log, retention), interval_(interval), thread_([this] { Run(); }) {}

CompactorThread::~CompactorThread() {
  {
    threading::MutexLock lock(mutex_);
    ending_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void CompactorThread::Run() {
  while (true) {
    {
      threading::MutexLock lock(mutex_);
      const auto deadline = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(interval_);
      while (!ending_ && std::chrono::steady_clock::now() < deadline) changed_.WaitUntil(mutex_, deadline);
      if (ending_) return;
    }
    // An error of the store is the business of the calls that meet it too; here there is time.
    static_cast<void>(compactor_.Compact(absl::Now()));
  }
}

}  // namespace dateline::fact_log
