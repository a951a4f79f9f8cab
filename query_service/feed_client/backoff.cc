#include "query_service/feed_client/backoff.h"

#include <algorithm>

namespace dateline::feed_client {

absl::Duration Backoff::NextWait() {
  const absl::Duration wait = next_ * absl::Uniform(random_, 0.5, 1.0);
  next_ = std::min(next_ * 2, longest_);
  return wait;
}

}  // namespace dateline::feed_client
