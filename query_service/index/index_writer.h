// The index as the feed's follower writes it.
#ifndef DATELINE_QUERY_SERVICE_INDEX_INDEX_WRITER_H_
#define DATELINE_QUERY_SERVICE_INDEX_INDEX_WRITER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/sqlite/database.h"
#include "query_service/feed_client/change_sink.h"
#include "query_service/index/index_state.h"
#include "query_service/index/projection.h"

namespace dateline::index {

// Each batch and its position are committed together: after a crash the index stands after some batch, whole. For one
// thread at a time.
class IndexWriter final : public feed_client::ChangeSink {
 public:
  // Opens the file, or makes it. An index that another version of the projection made is emptied. Errors say in one
  // line what to do.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Open(const std::string& path);

  // True: Open found an index of another version and emptied it.
  bool was_emptied() const { return was_emptied_; }

  absl::StatusOr<feed_client::FeedPosition> Position() override;
  absl::Status Apply(const feed_client::ChangeBatch& batch) override;
  absl::Status StartOver(const feed_client::FeedPosition& start) override;

 private:
  IndexWriter(std::unique_ptr<sqlite::Database> database, IndexState state);
  absl::Status Write(const feed_client::ChangeBatch& batch, const IndexState& next);

  const std::unique_ptr<sqlite::Database> database_;
  Projection projection_;
  IndexState state_;
  bool was_emptied_ = false;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_INDEX_WRITER_H_
