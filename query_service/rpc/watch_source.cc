#include "query_service/rpc/watch_source.h"

#include "absl/time/clock.h"
#include "query_service/rpc/refusals.h"

namespace dateline::rpc {

absl::StatusOr<std::optional<std::string>> WatchSource::Next() {
  waits_ = false;
  if (hub_.is_shut_down()) return ShuttingDown();
  const absl::StatusOr<std::optional<v1::WatchFactsResponse>> response = watch_->Next(absl::Now() >= bookmark_due_);
  if (!response.ok()) return response.status();
  if (!response->has_value()) {
    waits_ = true;
    return absl::UnavailableError("nothing happened yet");
  }
  bookmark_due_ = absl::Now() + bookmark_interval_;
  return (*response)->SerializeAsString();
}

bool WatchSource::WhenReady(const absl::Status&, std::function<void()> wake) {
  if (!waits_) return false;
  watch_->WhenDue(bookmark_due_, std::move(wake));
  return true;
}

}  // namespace dateline::rpc
