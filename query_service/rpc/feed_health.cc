#include "query_service/rpc/feed_health.h"

#include <algorithm>
#include <utility>

namespace dateline::rpc {

FeedHealth::FeedHealth(int64_t max_lag, answers::FreshnessGate& gate, watches::WatchHub& watches,
                       ServingSink on_serving, NoticeSink on_notice)
    : max_lag_(max_lag),
      gate_(gate),
      watches_(watches),
      on_serving_(std::move(on_serving)),
      on_notice_(std::move(on_notice)) {}

void FeedHealth::OnStatus(const feed_client::FeedStatus& status) {
  const bool serves = status.connected && status.is_whole && status.head_offset - status.applied_offset <= max_lag_;
  bool changed = false;
  {
    threading::MutexLock lock(mutex_);
    status_ = status;
    changed = serves != is_serving_;
    is_serving_ = serves;
  }
  gate_.Advance(status.applied_offset);
  watches_.Advance();
  if (changed) on_serving_(serves);
}

feed_client::FeedStatus FeedHealth::status() const {
  threading::MutexLock lock(mutex_);
  return status_;
}

bool FeedHealth::is_serving() const {
  threading::MutexLock lock(mutex_);
  return is_serving_;
}

std::optional<absl::Duration> FeedHealth::Lag(absl::Time now, std::optional<absl::Time> applied_commit_time) const {
  const feed_client::FeedStatus known = status();
  const bool is_at_head = known.applied_offset >= known.head_offset;
  if (known.connected && is_at_head) return absl::ZeroDuration();
  absl::Time fresh_until = is_at_head ? known.heard : known.missing_since;
  if (fresh_until == absl::InfinitePast()) {
    if (!applied_commit_time.has_value()) return std::nullopt;
    fresh_until = *applied_commit_time;
  }
  return std::max(absl::ZeroDuration(), now - fresh_until);
}

}  // namespace dateline::rpc
