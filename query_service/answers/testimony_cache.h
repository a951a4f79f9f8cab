// Facts in words that can be compared, kept for a while.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_TESTIMONY_CACHE_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_TESTIMONY_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "platform/threading/mutex.h"
#include "query_service/claims/claim.h"

namespace dateline::answers {

// Testimonies by the offset that recorded their facts. What was read before Clear does not get in after it, so that
// nothing is left of an article that was erased in between. Thread safety: any thread.
class TestimonyCache {
 public:
  using Testimony = std::shared_ptr<const claims::Testimony>;

  // Keeps at most so many.
  explicit TestimonyCache(size_t capacity) : capacity_(capacity) {}

  // Another number after each Clear: to be asked for before a testimony is read.
  int64_t generation() const ABSL_LOCKS_EXCLUDED(mutex_) {
    threading::MutexLock lock(mutex_);
    return generation_;
  }
  // Null: not there.
  Testimony Find(int64_t recorded_from) const ABSL_LOCKS_EXCLUDED(mutex_) {
    threading::MutexLock lock(mutex_);
    const auto known = testimonies_.find(recorded_from);
    return known == testimonies_.end() ? nullptr : known->second;
  }
  // Of no effect when `generation` has passed.
  void Add(int64_t recorded_from, Testimony testimony, int64_t generation) ABSL_LOCKS_EXCLUDED(mutex_) {
    threading::MutexLock lock(mutex_);
    if (generation != generation_) return;
    if (testimonies_.size() >= capacity_) testimonies_.clear();
    testimonies_[recorded_from] = std::move(testimony);
  }
  void Clear() ABSL_LOCKS_EXCLUDED(mutex_) {
    threading::MutexLock lock(mutex_);
    testimonies_ = {};
    ++generation_;
  }

 private:
  const size_t capacity_;
  mutable threading::Mutex mutex_;
  int64_t generation_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<int64_t, Testimony> testimonies_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_TESTIMONY_CACHE_H_
