// The messages of WatchFacts.
#ifndef DATELINE_QUERY_SERVICE_RPC_WATCH_SOURCE_H_
#define DATELINE_QUERY_SERVICE_RPC_WATCH_SOURCE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "query_service/rpc/answer_stream.h"
#include "query_service/watches/watch.h"
#include "query_service/watches/watch_hub.h"

namespace dateline::rpc {

// Gives what a watch finds as soon as it does, and a message without events whenever the interval has passed. Ends when
// the hub shuts down.
class WatchSource final : public AnswerSource {
 public:
  // `hub` must outlive this.
  WatchSource(std::unique_ptr<watches::Watch> watch, const watches::WatchHub& hub, absl::Duration bookmark_interval)
      : watch_(std::move(watch)), hub_(hub), bookmark_interval_(bookmark_interval) {}

  absl::StatusOr<std::optional<std::string>> Next() override;
  bool WhenReady(const absl::Status& error, std::function<void()> wake) override;
  void Cancel() override { watch_->Cancel(); }

 private:
  const std::unique_ptr<watches::Watch> watch_;
  const watches::WatchHub& hub_;
  const absl::Duration bookmark_interval_;
  absl::Time bookmark_due_ = absl::InfinitePast();
  bool waits_ = false;  // Next gave nothing, and no error
};

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_WATCH_SOURCE_H_
