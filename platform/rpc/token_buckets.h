// How often each client may call.
#ifndef DATELINE_PLATFORM_RPC_TOKEN_BUCKETS_H_
#define DATELINE_PLATFORM_RPC_TOKEN_BUCKETS_H_

#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

// A bucket for each client: `rate_per_second` tokens drip into it, up to a second's worth; a call takes one. Holds the
// clients of the last seconds only. Thread safety: any thread.
class TokenBuckets {
 public:
  // REQUIRES: rate_per_second > 0.
  explicit TokenBuckets(double rate_per_second) : rate_per_second_(rate_per_second) {}

  // Zero: took one. Else how long until there is one.
  absl::Duration Take(const std::string& client, absl::Time now) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Bucket {
    double tokens;
    absl::Time updated;
  };
  void DropFull(absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  double TokensAt(const Bucket& bucket, absl::Time now) const;
  double Capacity() const { return rate_per_second_ < 1 ? 1 : rate_per_second_; }

  const double rate_per_second_;
  threading::Mutex mutex_;
  absl::flat_hash_map<std::string, Bucket> buckets_ ABSL_GUARDED_BY(mutex_);
  absl::Time last_drop_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_TOKEN_BUCKETS_H_
