// Tells watches when there may be something for them.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_WATCH_HUB_H_
#define DATELINE_QUERY_SERVICE_WATCHES_WATCH_HUB_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "platform/threading/mutex.h"
#include "platform/threading/steady_deadline.h"
#include "query_service/answers/corroboration.h"
#include "query_service/answers/read_state.h"
#include "query_service/index/commit_changes.h"
#include "query_service/index/index_reader.h"
#include "query_service/watches/due_commits.h"
#include "query_service/watches/recent_commits.h"
#include "query_service/watches/standing_query.h"
#include "query_service/watches/watch_registry.h"

namespace dateline::watches {

// Follows the index commit by commit and notes, for each watch, from where on it must look: a watch is an offset, not a
// queue, so a slow one costs nothing but that. Thread safety: any thread.
class WatchHub {
 public:
  using NoticeSink = std::function<void(absl::string_view notice)>;

  // `reader` and `corroboration` must outlive this. `on_notice` hears, on the hub's thread, what is in its way.
  WatchHub(
      const index::IndexReader& reader, answers::Corroboration& corroboration, size_t max_watches,
      NoticeSink on_notice = [](absl::string_view) {});
  // Shuts down.
  ~WatchHub();
  WatchHub(const WatchHub&) = delete;
  WatchHub& operator=(const WatchHub&) = delete;

  // The index has reached a new state.
  void Advance() ABSL_LOCKS_EXCLUDED(mutex_);

  // A new watch that has seen everything up to the state `seen`. `query` must outlive it. RESOURCE_EXHAUSTED
  // (OVERLOADED).
  absl::StatusOr<WatchId> Add(const StandingQuery& query, int64_t seen) ABSL_LOCKS_EXCLUDED(mutex_);
  // A Wake that it waits for is dropped, unless it is being called.
  void Remove(WatchId id) ABSL_LOCKS_EXCLUDED(mutex_);

  // What a watch that has seen everything up to `seen` is to do next.
  struct Turn {
    // The state from which to look at commits one by one: those before it hold nothing for the watch.
    int64_t look_from = 0;
    // Up to here; what comes after it is for another turn. Equal to look_from: there is nothing to look at.
    int64_t look_to = 0;
    // The commit that begins at look_from, where it was read lately; else null: the tables have it.
    std::shared_ptr<const index::CommitChanges> commit;
  };
  Turn NextTurn(WatchId id, int64_t seen) ABSL_LOCKS_EXCLUDED(mutex_);

  // Called on the hub's thread, or by Shutdown; must not block.
  using Wake = std::function<void()>;
  // Calls `wake` once: as soon as NextTurn(id, seen) has something to look at, or at `deadline`, or when the hub shuts
  // down.
  void WhenDue(WatchId id, int64_t seen, absl::Time deadline, Wake wake) ABSL_LOCKS_EXCLUDED(mutex_);

  // The same when the index has followed to the state `to`, some milliseconds later.
  void WhenFollowed(WatchId id, int64_t to, absl::Time deadline, Wake wake) ABSL_LOCKS_EXCLUDED(mutex_);

  // Calls the Wake that the watch waits for, if it does.
  void WakeNow(WatchId id) ABSL_LOCKS_EXCLUDED(mutex_);

  // DATA_LOSS: nobody can know what happens from here on, for what it had to read is damaged. Everybody is woken then.
  absl::Status damage() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Forgets the words of commits: an article was purged, or the index begins anew.
  void ForgetCommits() ABSL_LOCKS_EXCLUDED(mutex_);

  // The state up to which it has gone through commits.
  int64_t followed() const ABSL_LOCKS_EXCLUDED(mutex_);
  bool is_shut_down() const ABSL_LOCKS_EXCLUDED(mutex_);
  size_t watch_count() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Wakes everybody, now and later. Idempotent; of two at a time only one waits for the hub's thread.
  void Shutdown() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Clock = std::chrono::steady_clock;
  struct Watch {
    const StandingQuery* query;
    // Commits that may hold something for it, besides those of its terms.
    CommitRange due;
    Wake wake;
    Clock::time_point deadline = Clock::time_point::max();
    // State for which it waits.
    std::optional<int64_t> awaits;

    void Wait(absl::Time until, std::optional<int64_t> followed, Wake then) {
      deadline = threading::ToSteadyTime(until);
      awaits = followed;
      wake = std::move(then);
    }
  };

  // Where to look next; nothing: there is nothing to look at.
  std::optional<CommitRange> NextDue(WatchId id, const Watch& watch, int64_t seen) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Follow() ABSL_LOCKS_EXCLUDED(mutex_);
  // Goes through the commits that the index has and this has not, for a tick; then the rest waits for the next. An
  // error is tried again.
  absl::Status FollowIndex() ABSL_LOCKS_EXCLUDED(mutex_);
  // Goes through the next ones; false: there are none.
  absl::StatusOr<bool> FollowCommits() ABSL_LOCKS_EXCLUDED(mutex_);
  // Says once what is in the way.
  void Note(const absl::Status& followed) ABSL_LOCKS_EXCLUDED(mutex_);
  std::vector<Wake> TakeWakes() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  using Terms = std::vector<WatchRegistry::TermHash>;
  // How many commits to go through at once.
  size_t CommitsOfStep() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Of the terms of the facts that each of the commits concerns, those by which watches are filed.
  absl::StatusOr<std::vector<Terms>> FindTerms(store::Database& database,
                                               absl::Span<const index::CommitChanges> commits, int64_t whole_from)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Those of the facts that the commits add.
  absl::Status FindTermsOfBegun(store::Database& database, absl::Span<const index::CommitChanges> commits,
                                int64_t whole_from, std::vector<Terms>& found) ABSL_LOCKS_EXCLUDED(mutex_);
  // recorded_from of the facts that begin or cease to be confirmed, if a watch is for that.
  absl::StatusOr<std::vector<int64_t>> FindCorroborated(const index::CommitChanges& commit) ABSL_LOCKS_EXCLUDED(mutex_);
  // Goes on by the commit, for the watches of `terms`, and for those from `first_new` on: they came while it was
  // matched, and it may hold something for each.
  void MarkDue(const Terms& terms, WatchId first_new, index::CommitChanges changes) ABSL_LOCKS_EXCLUDED(mutex_);
  // Whom the commit concerns by what else it holds. Together with the step of followed_, by which new watches are
  // filed.
  absl::flat_hash_set<WatchId> FindDueBesides(const index::CommitChanges& commit, WatchId first_new)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Files everybody anew, by how rare terms are now.
  void RefileAll(int64_t at) ABSL_LOCKS_EXCLUDED(mutex_);
  // Files the watch by who goes by which names at the state.
  void Refile(WatchId id, const answers::ReadState& state) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // The index began anew, and is at this state or, at 0, not whole: everybody must look, and is filed anew.
  void StartOver(int64_t at) ABSL_LOCKS_EXCLUDED(mutex_);
  void WakeOverdue() ABSL_LOCKS_EXCLUDED(mutex_);

  const index::IndexReader& reader_;
  answers::Corroboration& corroboration_;
  const size_t max_watches_;
  const NoticeSink on_notice_;
  mutable threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  bool has_advanced_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_shut_down_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status trouble_ ABSL_GUARDED_BY(mutex_);  // of the last try to follow
  // The state up to which commits were gone through.
  int64_t followed_ ABSL_GUARDED_BY(mutex_) = 0;
  RecentCommits recent_ ABSL_GUARDED_BY(mutex_);  // up to there
  WatchId next_id_ ABSL_GUARDED_BY(mutex_) = 1;
  absl::flat_hash_map<WatchId, Watch> watches_ ABSL_GUARDED_BY(mutex_);
  WatchRegistry registry_ ABSL_GUARDED_BY(mutex_);
  int64_t filed_facts_;             // how many there were when everybody was filed; the hub's thread's
  Clock::time_point next_overdue_;  // when to look for watches whose deadline is over; the hub's thread's
  int64_t generation_;              // of the index that it follows; the hub's thread's
  std::thread thread_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_WATCH_HUB_H_
