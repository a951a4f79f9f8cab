// How long to wait before the next attempt.
#ifndef DATELINE_QUERY_SERVICE_FEED_CLIENT_BACKOFF_H_
#define DATELINE_QUERY_SERVICE_FEED_CLIENT_BACKOFF_H_

#include "absl/random/random.h"
#include "absl/time/time.h"

namespace dateline::feed_client {

// Waits that double from `first` to `longest`, each shortened at random by up to a half, so that followers of a server
// that comes back do not all come at once. Not thread-safe.
class Backoff {
 public:
  // REQUIRES: 0 < first <= longest.
  Backoff(absl::Duration first, absl::Duration longest) : first_(first), longest_(longest), next_(first) {}

  absl::Duration NextWait();
  // After a success.
  void Reset() { next_ = first_; }

 private:
  const absl::Duration first_;
  const absl::Duration longest_;
  absl::Duration next_;
  absl::BitGen random_;
};

}  // namespace dateline::feed_client

#endif  // DATELINE_QUERY_SERVICE_FEED_CLIENT_BACKOFF_H_
