// Group commit: many writes share one durable transaction.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_COMMITTER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_COMMITTER_H_

#include <chrono>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/random/random.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "ingest_service/fact_log/change_writer.h"
#include "ingest_service/fact_log/commit_outcome.h"
#include "ingest_service/fact_log/feed_head.h"
#include "platform/store/database.h"
#include "platform/threading/mutex.h"

namespace dateline::fact_log {

// One write to the log. All of it is called on the committer's thread.
struct Write {
  // Fills the transaction of `writer`; may be called again for another one when that fails. An error is the store's:
  // the transaction is rolled back.
  std::function<absl::Status(ChangeWriter& writer)> fill;
  // OK: what was filled is durable. Be short.
  std::function<void(absl::Status)> done;
  // It deleted what no free page may keep: the store's files are rewritten before it is done.
  bool erases = false;
  absl::Time submitted = {};  // the committer's own
};

// The writes that are not yet in a transaction.
struct CommitQueue {
  int writes = 0;
  absl::Duration wait;  // of the first of them, so far
};

struct CommitOptions {
  int max_group_articles = 64;                         // in one transaction
  absl::Duration group_window = absl::ZeroDuration();  // how long the first of a group waits for others
  int max_waiting_articles = 1024;                     // not yet in a transaction
};

// How often an idle committer looks what others have committed.
inline constexpr std::chrono::milliseconds kFollowPause(20);

// Owns the thread that writes the log. While one group is being made durable the next one gathers, so the cost of a
// commit is shared as soon as there is load. A transaction that was in another's way, or whose connection was lost
// before its commit, is tried again a few times; one whose connection was lost while it committed is looked up first.
// A database of PostgreSQL may have many committers: each begins its transactions by locking the head, and goes on from
// where it finds it (docs/decisions/2026-11-30-one-log-many-writers.md). Thread safety: any thread may submit.
class Committer {
 public:
  // `database` is used by the committer alone until it is destroyed. `on_commit` is told each new head, in order,
  // before the writes of its group are done, and those of other committers within kFollowPause.
  Committer(store::Database& database, FeedHead head, const CommitOptions& options,
            std::function<void(const FeedHead&)> on_commit);
  // Writes what waits, then ends.
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  // RESOURCE_EXHAUSTED (OVERLOADED): too many wait; `write` is done at once, without having been called.
  void Submit(Write write);

  CommitQueue queue() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  bool Enqueue(Write& write);
  void Work();
  std::optional<std::vector<Write>> TakeGroup();
  void WaitForGroup() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::vector<absl::Status> Commit(absl::Span<const Write> group);
  absl::Status CommitTogether(absl::Span<const Write> group);
  absl::Status CommitOnce(absl::Span<const Write> group);
  absl::StatusOr<CommitOutcome> AwaitOutcome();
  absl::StatusOr<CommitOutcome> LookUp();
  void MoveTo(const FeedHead& head);
  // Of one database there may be several.
  bool HasOthers() const { return database_.postgres() != nullptr; }
  void FollowOthers();

  store::Database& database_;
  // The committer thread's:
  FeedHead head_;
  std::optional<FeedHead> uncertain_head_;  // set: it may be that the store has it instead of head_
  absl::BitGen random_;

  const CommitOptions options_;
  const std::function<void(const FeedHead&)> on_commit_;
  mutable threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  std::vector<Write> waiting_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_COMMITTER_H_
