// The index as the feed's follower writes it.
#ifndef DATELINE_QUERY_SERVICE_INDEX_INDEX_WRITER_H_
#define DATELINE_QUERY_SERVICE_INDEX_INDEX_WRITER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/sqlite/database.h"
#include "query_service/feed_client/change_sink.h"
#include "query_service/index/entity_rows.h"
#include "query_service/index/fact_rows.h"
#include "query_service/index/index_state.h"
#include "query_service/index/projection.h"
#include "query_service/index/published_index.h"
#include "query_service/index/segmented_facts.h"

namespace dateline::index {

// Each batch and its position are committed together: after a crash the index stands after some batch, whole. What was
// committed is then published; segments of facts follow from the tables and are made anew where they are lost. What a
// purge deletes is erased from the segments before it is published, and from the tables' file by ConfirmPosition, or by
// Open when the process ended before. For one thread at a time.
class IndexWriter final : public feed_client::ChangeSink {
 public:
  // Opens the file, or makes it, and shows in `published`, which must outlive this, what it holds. An index that
  // another version of the projection made is emptied. Errors say in one line what to do.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Open(const std::string& path, PublishedIndex& published,
                                                           const segments::SegmentSizes& sizes = {});

  // True: Open found an index of another version and emptied it.
  bool was_emptied() const { return was_emptied_; }

  // Only what is published; an error when that fails again.
  absl::StatusOr<feed_client::FeedPosition> Position() override;
  absl::Status Apply(const feed_client::ChangeBatch& batch) override;
  absl::Status StartOver(const feed_client::FeedPosition& start) override;
  // Waits for readers that are in the way of erasing only for a moment. Fails too while segments cannot be written.
  absl::StatusOr<feed_client::FeedPosition> ConfirmPosition() override;

 private:
  IndexWriter(std::unique_ptr<sqlite::Database> database, IndexState state, const std::string& path,
              PublishedIndex& published, const segments::SegmentSizes& sizes);
  // Writes the batch; `next` becomes what is stored.
  absl::Status Write(const feed_client::ChangeBatch& batch, IndexState& next);
  absl::Status WriteCommitTimes(const feed_client::ChangeBatch& batch, const IndexState& next);
  enum class Extent { kChanges, kAfterPurge, kEverything };
  // Brings what is in memory to `state_`, which the tables have reached.
  absl::Status Publish(Extent extent);
  // Publishes what could not be published when it was committed.
  absl::Status CatchUp();
  // True: no copy is left of what was deleted.
  absl::StatusOr<bool> ErasePending();

  const std::unique_ptr<sqlite::Database> database_;
  ContentTotals totals_change_;
  FactRows facts_;
  EntityRows entities_;
  Projection projection_;
  SegmentedFacts segmented_facts_;
  PublishedIndex& published_;
  IndexState state_;
  // What is in memory lacks something of `state_`.
  bool is_behind_ = false;
  // Of the last ConfirmPosition that could confirm.
  feed_client::FeedPosition confirmed_;
  // The file was rewritten since rows were erased from it; the write-ahead log is left.
  bool is_rewritten_ = false;
  bool was_emptied_ = false;
  int64_t generation_ = 0;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_INDEX_WRITER_H_
