#include "platform/rpc/token_buckets.h"

#include <algorithm>

namespace dateline::rpc {
namespace {

constexpr absl::Duration kDropInterval = absl::Seconds(1);

}  // namespace

absl::Duration TokenBuckets::Take(const std::string& client, absl::Time now) {
  threading::MutexLock lock(mutex_);
  if (now - last_drop_ > kDropInterval) DropFull(now);
  Bucket& bucket = buckets_.try_emplace(client, Bucket{Capacity(), now}).first->second;
  bucket = {TokensAt(bucket, now), std::max(now, bucket.updated)};
  if (bucket.tokens < 1) return absl::Seconds((1 - bucket.tokens) / rate_per_second_);
  bucket.tokens -= 1;
  return absl::ZeroDuration();
}

double TokenBuckets::TokensAt(const Bucket& bucket, absl::Time now) const {
  const double seconds = std::max(0.0, absl::ToDoubleSeconds(now - bucket.updated));
  return std::min(Capacity(), bucket.tokens + seconds * rate_per_second_);
}

// A full bucket is as good as none.
void TokenBuckets::DropFull(absl::Time now) {
  last_drop_ = now;
  absl::erase_if(buckets_, [&](const auto& entry) { return TokensAt(entry.second, now) >= Capacity(); });
}

}  // namespace dateline::rpc
