// A sink that tells of what is erased.
#ifndef DATELINE_QUERY_SERVICE_FORGETTING_SINK_H_
#define DATELINE_QUERY_SERVICE_FORGETTING_SINK_H_

#include <functional>
#include <string>
#include <utility>

#include "query_service/feed_client/change_sink.h"

namespace dateline::query_service {

// Hands everything on to another sink, and has what memory holds of an article forgotten as soon as its purge is taken:
// before ConfirmPosition can say that the article is erased.
class ForgettingSink final : public feed_client::ChangeSink {
 public:
  // `sink` must outlive this. `forget` takes the resource name of an article; `forget_all`: the sink starts over.
  ForgettingSink(feed_client::ChangeSink& sink, std::function<void(const std::string&)> forget,
                 std::function<void()> forget_all)
      : sink_(sink), forget_(std::move(forget)), forget_all_(std::move(forget_all)) {}

  absl::StatusOr<feed_client::FeedPosition> Position() override { return sink_.Position(); }
  absl::Status Apply(const feed_client::ChangeBatch& batch) override {
    const absl::Status applied = sink_.Apply(batch);
    // After an error too: what is stored and could not be shown does not come again.
    for (const v1::ChangeRecord* record : batch.records) {
      if (record->change().has_article_purged()) forget_(record->change().article_purged().article());
    }
    return applied;
  }
  absl::Status StartOver(const feed_client::FeedPosition& start) override {
    const absl::Status started = sink_.StartOver(start);
    forget_all_();
    return started;
  }
  absl::StatusOr<feed_client::FeedPosition> ConfirmPosition() override { return sink_.ConfirmPosition(); }

 private:
  feed_client::ChangeSink& sink_;
  const std::function<void(const std::string&)> forget_;
  const std::function<void()> forget_all_;
};

}  // namespace dateline::query_service

#endif  // DATELINE_QUERY_SERVICE_FORGETTING_SINK_H_
