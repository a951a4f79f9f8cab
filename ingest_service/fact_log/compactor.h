// Keeps the feed within its retention, in the background.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_COMPACTOR_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_COMPACTOR_H_

#include <cstdint>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ingest_service/fact_log/fact_log.h"
#include "platform/threading/mutex.h"

namespace dateline::fact_log {

// How long the feed keeps its changes; for consumers whose leases run, twice as long and twice as many.
struct Retention {
  absl::Duration age = absl::ZeroDuration();          // 0: for ever
  int64_t bytes = 0;                                  // of changes; 0: without limit
  absl::Duration consumer_lease = absl::Minutes(10);  // of a consumer, after its last word
};

// Drops the changes that the feed need not keep, a short transaction at a time. Not thread safe.
class Compactor {
 public:
  // `log` must outlive it.
  Compactor(FactLog& log, const Retention& retention) : log_(log), retention_(retention) {}

  // Until nothing is left to drop, or the store fails.
  absl::Status Compact(absl::Time now);

 private:
  Surplus SurplusAt(absl::Time now, int times) const;
  absl::Status CountNewChanges();

  FactLog& log_;
  const Retention retention_;
  int64_t counted_offset_ = 0;  // up to which kept_bytes_ counts; 0: not yet
  int64_t last_purge_ = 0;      // after which they were counted: a purge makes changes smaller
  int64_t low_offset_ = 0;      // from which on they were counted; 0: not yet
  int64_t kept_bytes_ = 0;
};

// Owns a thread that calls a Compactor every `interval`, first after one. Where the store fails it tries again the next
// time.
class CompactorThread {
 public:
  CompactorThread(FactLog& log, const Retention& retention, absl::Duration interval = absl::Minutes(1));
  // Ends after the pass that is under way.
  ~CompactorThread();
  CompactorThread(const CompactorThread&) = delete;
  CompactorThread& operator=(const CompactorThread&) = delete;

 private:
  void Run();

  Compactor compactor_;  // the thread's
  const absl::Duration interval_;
  threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_COMPACTOR_H_
