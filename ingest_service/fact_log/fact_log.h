// The system of record: a durable, ordered log of articles and what they say, in an SQLite file or in
// PostgreSQL.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_FACT_LOG_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_FACT_LOG_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "ingest_service/fact_log/article_write.h"
#include "ingest_service/fact_log/change_writer.h"
#include "ingest_service/fact_log/committer.h"
#include "ingest_service/fact_log/compaction.h"
#include "ingest_service/fact_log/consumers.h"
#include "ingest_service/fact_log/feed_head.h"
#include "ingest_service/fact_log/log_reader.h"
#include "platform/store/database.h"
#include "platform/threading/mutex.h"
#include "platform/threading/worker_pool.h"

namespace dateline::fact_log {

// docs/feed_protocol.md says what it promises and how it is stored. Thread safety: any thread.
class FactLog {
 public:
  // Opens or makes the store. `on_commit` hears of each new head, in order, on the thread that writes: be short. Errors
  // are one line that says what to do: the folder is not writable, the database cannot be reached, another process has
  // the file, a newer version wrote it. A database of PostgreSQL may be opened by many processes, each of which
  // appends.
  static absl::StatusOr<std::unique_ptr<FactLog>> Open(const store::Location& location, const CommitOptions& options,
                                                       std::function<void(const FeedHead&)> on_commit);

  // What was submitted is done; purges as with EndPurges.
  ~FactLog();

  // In what follows, `done` is called once, on a thread of the log's, when the outcome is durable: be short. It gets
  // RESOURCE_EXHAUSTED (STORE_FULL, OVERLOADED), UNAVAILABLE (STORE_UNAVAILABLE), ABORTED (FENCED), and what each
  // names.
  template <class Result>
  using Done = std::function<void(absl::StatusOr<Result>)>;

  // Stores an article with what it says. An article that is there already, by its request or by its name and body, is
  // answered as it was stored. ALREADY_EXISTS (REQUEST_ID_REUSED, ARTICLE_EXISTS), FAILED_PRECONDITION
  // (ARTICLE_PURGED).
  void Append(ArticleWrite write, Done<StoredArticle> done);

  // See article_changer.h.
  void Correct(ArticleWrite write, Done<ChangedArticle> done);
  void Retract(Withdrawal withdrawal, Done<ChangedArticle> done);

  // See article_eraser.h. The feed is read as a whole first, one purge after the other, while other writes go on:
  // where it is long that takes minutes. UNAVAILABLE (SHUTTING_DOWN): see EndPurges.
  void Purge(PurgeOrder order, Done<PurgedArticle> done);
  // From now on no purge is searched for: what is not yet in the log's queue is refused.
  void EndPurges() { ending_ = true; }

  // RereadArticle as a step of the re-extraction `id`, which it advances unless ABORTED (ETAG_MISMATCH). CANCELLED:
  // another process has done this step.
  void Reread(ArticleWrite write, int64_t id, Done<ChangedArticle> done);
  // The same step for an article that is left as it is.
  void PassOver(std::string article, int64_t id, Done<ChangedArticle> done);

  // See reextractions.h.
  void StartReextraction(v1::ReextractArticlesRequest request, std::string extractor, Done<v1::Reextraction> done);
  void EndReextraction(std::string name, v1::ReextractionState state, Done<v1::Reextraction> done);

  // See consumers.h and compaction.h.
  void Acknowledge(Acknowledgement acknowledgement, ConsumerLease lease, Done<absl::Time> done);
  void Compact(CompactionOrder order, Done<Compacted> done);

  // The newest durable state.
  FeedHead Head() const;

  LogReader& reader() { return reader_; }

  CommitQueue queue() const { return committer_.queue(); }

  // What the store takes on the disk.
  int64_t StoreBytes() { return reader_.StoreBytes(); }

 private:
  FactLog(const store::Location& location, std::unique_ptr<store::Database> database, const FeedHead& head,
          const CommitOptions& options, std::function<void(const FeedHead&)> on_commit);
  void Publish(const FeedHead& head);
  using Step = std::function<absl::Status(ChangeWriter&, absl::StatusOr<ChangedArticle>&)>;
  absl::StatusOr<PurgedArticle> SearchAndErase(const PurgeOrder& order);
  void SubmitStep(int64_t id, std::string article, Step step, Done<ChangedArticle> done);
  template <class Result>
  void Submit(std::function<absl::Status(ChangeWriter&, absl::StatusOr<Result>&)> fill, Done<Result> done,
              bool erases = false);

  const std::unique_ptr<store::Database> database_;  // outlives the readers: the writer closes last
  LogReader reader_;
  const std::function<void(const FeedHead&)> on_commit_;
  mutable threading::Mutex mutex_;
  FeedHead head_ ABSL_GUARDED_BY(mutex_);
  std::atomic<bool> ending_ = false;
  Committer committer_;
  threading::WorkerPool purges_;  // last: ends first
};

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_FACT_LOG_H_
