#include "query_service/rpc/feed_health.h"

#include <utility>

namespace dateline::rpc {

FeedHealth::FeedHealth(int64_t max_lag, answers::FreshnessGate& gate, ServingSink on_serving, NoticeSink on_notice)
    : max_lag_(max_lag), gate_(gate), on_serving_(std::move(on_serving)), on_notice_(std::move(on_notice)) {}

void FeedHealth::OnStatus(const feed_client::FeedStatus& status) {
  const bool serves = status.connected && status.head_offset - status.applied_offset <= max_lag_;
  bool changed = false;
  {
    threading::MutexLock lock(mutex_);
    status_ = status;
    changed = serves != is_serving_;
    is_serving_ = serves;
  }
  gate_.Advance(status.applied_offset);
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

}  // namespace dateline::rpc
