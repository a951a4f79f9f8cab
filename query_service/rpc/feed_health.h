// Is the index fit to answer?
#ifndef DATELINE_QUERY_SERVICE_RPC_FEED_HEALTH_H_
#define DATELINE_QUERY_SERVICE_RPC_FEED_HEALTH_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"
#include "query_service/answers/freshness_gate.h"
#include "query_service/feed_client/feed_client.h"
#include "query_service/watches/watch_hub.h"

namespace dateline::rpc {

// Hears the feed client: lets waiting reads and watches go on, and says when the service begins or ceases to be fit:
// connected, whole, and at most `max_lag` changes behind the head. Thread safety: any thread.
class FeedHealth final : public feed_client::FeedObserver {
 public:
  using ServingSink = std::function<void(bool serving)>;
  using NoticeSink = std::function<void(absl::string_view notice)>;

  // `gate` and `watches` must outlive this. The callbacks are called by the feed client's thread, `on_serving` only
  // when the answer changes from what it was; at first it is no.
  FeedHealth(int64_t max_lag, answers::FreshnessGate& gate, watches::WatchHub& watches, ServingSink on_serving,
             NoticeSink on_notice);

  void OnStatus(const feed_client::FeedStatus& status) override ABSL_LOCKS_EXCLUDED(mutex_);
  void OnNotice(absl::string_view notice) override { on_notice_(notice); }

  feed_client::FeedStatus status() const ABSL_LOCKS_EXCLUDED(mutex_);
  bool is_serving() const ABSL_LOCKS_EXCLUDED(mutex_);

  // GetIndexStatusResponse.lag of an index whose last change was committed at `applied_commit_time`; nothing: nobody
  // knows. Where the first missing change has not been heard of, it is taken to be as old as that last one.
  std::optional<absl::Duration> Lag(absl::Time now, std::optional<absl::Time> applied_commit_time) const
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const int64_t max_lag_;
  answers::FreshnessGate& gate_;
  watches::WatchHub& watches_;
  const ServingSink on_serving_;
  const NoticeSink on_notice_;
  mutable threading::Mutex mutex_;
  feed_client::FeedStatus status_ ABSL_GUARDED_BY(mutex_);
  bool is_serving_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_FEED_HEALTH_H_
