// The index as the feed's follower writes it.
#ifndef DATELINE_QUERY_SERVICE_INDEX_INDEX_WRITER_H_
#define DATELINE_QUERY_SERVICE_INDEX_INDEX_WRITER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/store/database.h"
#include "query_service/feed_client/change_sink.h"
#include "query_service/index/entity_rows.h"
#include "query_service/index/fact_rows.h"
#include "query_service/index/index_place.h"
#include "query_service/index/index_state.h"
#include "query_service/index/projection.h"
#include "query_service/index/published_index.h"
#include "query_service/index/segmented_facts.h"
#include "query_service/index/written_changes.h"

namespace dateline::index {

// Each batch and its position are committed together: after a crash the index stands after some batch, whole. What was
// committed is then published; segments of facts follow from the tables and are made anew where they are lost. What a
// purge deletes is erased from the segments before it is published, and from the tables' file by ConfirmPosition, or by
// Open when the process ended before. For one thread at a time.
//
// An index in PostgreSQL may be written by several processes, each of which follows the feed. Whoever writes first
// locks the row of the state; where that is no longer the state which this process shows, another was faster: then
// memory follows the tables, and only what they still lack of the batch is written. So nothing is written twice,
// whichever process ends when, and after an error of the database, or a commit that nobody knows of, the next batch
// finds out.
class IndexWriter final : public feed_client::ChangeSink {
 public:
  // Opens the index, or makes it, and shows in `published`, which must outlive this, what it holds. An index that
  // another version of the projection made is emptied; one in PostgreSQL only by a newer version. Errors say in one
  // line what to do.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Open(const IndexPlace& place, PublishedIndex& published,
                                                           const segments::SegmentSizes& sizes = {});

  // True: Open found an index of another version and emptied it.
  bool was_emptied() const { return was_emptied_; }

  // Only what is published; an error when that fails again.
  absl::StatusOr<feed_client::FeedPosition> Position() override;
  // ABORTED, as of StartOver: another process has moved the index in a way that the batch does not follow; go on from
  // Position. A batch without records finds out too. FAILED_PRECONDITION: one of another version has begun it anew.
  absl::Status Apply(const feed_client::ChangeBatch& batch) override;
  absl::Status StartOver(const feed_client::FeedPosition& start) override;
  // Waits for readers that are in the way of erasing only for a moment. Fails too while segments cannot be written.
  absl::StatusOr<feed_client::FeedPosition> ConfirmPosition() override;

 private:
  // Databases that stay open as long as this; `names` is null where they are the same.
  struct Stores {
    std::unique_ptr<store::Database> tables;
    std::unique_ptr<store::Database> names;
  };

  IndexWriter(Stores stores, IndexState state, const std::string& local, PublishedIndex& published,
              const segments::SegmentSizes& sizes);
  static absl::StatusOr<Stores> OpenStores(const IndexPlace& place);
  // FAILED_PRECONDITION: a newer version has made what is shared.
  absl::Status EmptyOtherVersion();
  bool is_shared() const { return stores_.names != nullptr; }
  bool Lacks(const feed_client::ChangeBatch& batch) const;
  // What is still to be written of a batch that follows `caller_`. ABORTED: it does not follow.
  absl::StatusOr<feed_client::ChangeBatch> RestOf(const feed_client::ChangeBatch& batch) const;
  // False: another process has moved the index meanwhile, and nothing is written.
  absl::StatusOr<bool> WriteAndShow(const feed_client::ChangeBatch& batch);
  // The same; `next` becomes what is stored.
  absl::StatusOr<bool> Write(const feed_client::ChangeBatch& batch, IndexState& next);
  absl::Status WriteCommitTimes(const feed_client::ChangeBatch& batch, const IndexState& next);
  absl::Status WriteStartOver(const IndexState& next);
  // In a write transaction, after which nobody else writes until its end: the index is as this process shows it.
  absl::StatusOr<bool> IsUnmoved();
  // The same; or an older version has made it, which may go on writing until then.
  absl::StatusOr<bool> MayStartOver();
  void ForgetUnwritten();
  enum class Extent { kChanges, kAfterPurge, kEverything };
  // Brings what is in memory to `state_`, which the tables have reached.
  absl::Status Publish(Extent extent, const WrittenChanges& changes);
  // Publishes what could not be published when it was committed.
  absl::Status CatchUp();
  // Brings `state_` and what is in memory to what the tables of a shared index say.
  absl::Status FollowTables();
  // True: no copy is left of what was deleted.
  absl::StatusOr<bool> ErasePending();

  const Stores stores_;
  store::Database* const database_;
  ContentTotals totals_change_;
  FactRows facts_;
  EntityRows entities_;
  Projection projection_;
  SegmentedFacts segmented_facts_;
  PublishedIndex& published_;
  IndexState state_;
  // What is in memory lacks something of `state_`.
  bool is_behind_ = false;
  // Where whoever gives the batches believes the index to be, and since which `generation_`.
  feed_client::FeedPosition caller_;
  int64_t caller_generation_ = 0;
  // Of the last ConfirmPosition that could confirm.
  feed_client::FeedPosition confirmed_;
  // The file was rewritten since rows were erased from it; the write-ahead log is left.
  bool is_rewritten_ = false;
  bool was_emptied_ = false;
  // Of what is published. Another one: it began anew, or went back.
  int64_t generation_ = 0;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_INDEX_WRITER_H_
