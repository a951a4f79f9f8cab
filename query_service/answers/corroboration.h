// How many independent sources say what a fact says.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_CORROBORATION_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_CORROBORATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"
#include "query_service/answers/testimony_cache.h"
#include "query_service/claims/claim_links.h"
#include "query_service/index/commit_changes.h"
#include "query_service/index/index_reader.h"
#include "query_service/segments/doc_set.h"
#include "query_service/segments/fact_index.h"

namespace dateline::answers {

// Compares each fact with those that hold when it is recorded, and again when who is who changes: what comes out at a
// state does not depend on the order in which articles came. In memory, and only as far as somebody asks: the first who
// does after a start pays for what is there. Thread safety: any thread.
class Corroboration {
 public:
  // `reader` must outlive this. A fact is compared with at most `max_facts_compared`, those recorded last.
  Corroboration(const index::IndexReader& reader, size_t max_facts_compared);

  // Compares what was recorded up to the state `at`, which the index has reached, or waits for somebody who does.
  // DEADLINE_EXCEEDED (FACTS_NOT_COMPARED): it got some way; ask again. UNAVAILABLE (SHUTTING_DOWN): the service ends.
  // A deadline is noticed between two facts.
  absl::Status FollowTo(int64_t at, absl::Time deadline) ABSL_LOCKS_EXCLUDED(mutex_);

  // Drops every word that is kept of the article, which the index holds no more.
  void Forget(const std::string& article) ABSL_LOCKS_EXCLUDED(mutex_);
  // Drops everything: the index starts over.
  void ForgetAll() ABSL_LOCKS_EXCLUDED(mutex_);

  // The methods below REQUIRE that FollowTo(at) was OK.

  // As ClaimVersion.independent_sources of what the fact says.
  int CountSources(int64_t recorded_from, int64_t at) const ABSL_LOCKS_EXCLUDED(mutex_);
  // Keeps of the facts of `segment`, which hold at `at`, those that so many sources say. REQUIRES: at least 2.
  void KeepConfirmed(const segments::Segment& segment, int64_t at, int min_sources, segments::DocSet& facts) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Versions of facts of which CountSources may differ between the states.
  std::vector<int64_t> ChangedBetween(int64_t begin, int64_t end) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // A fact and those that say the same.
  struct Confirmed {
    claims::LinkedFact fact;
    std::vector<claims::LinkedFact> others;
  };

  // Everything up to `at` of the index that there is now.
  bool HasFollowed(int64_t at) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool IsOfAnotherIndex(const index::IndexVersion& version) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Those below are for the one who follows.
  absl::Status Follow(int64_t at, absl::Time deadline) ABSL_LOCKS_EXCLUDED(mutex_);
  int64_t BeginToFollow() ABSL_LOCKS_EXCLUDED(mutex_);
  // Goes a step from `followed_` towards `at`, a shorter one where the deadline comes.
  absl::Status Step(int64_t at, absl::Time deadline) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<index::CommitChanges> ReadStep(int64_t at) const ABSL_LOCKS_EXCLUDED(mutex_);
  void EndStep(const index::CommitChanges& changes, int64_t at) ABSL_LOCKS_EXCLUDED(mutex_);
  // Compares the fact with those that hold at `at`.
  absl::Status Compare(int64_t recorded_from, int64_t at) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<std::optional<Confirmed>> FindConfirming(int64_t recorded_from, int64_t at, int64_t generation);
  // Compares anew the facts of entities that stand for others from a state on, as far as the deadline allows.
  absl::Status CompareRenamed(absl::Time deadline) ABSL_LOCKS_EXCLUDED(mutex_);

  const index::IndexReader& reader_;
  const size_t max_facts_compared_;
  TestimonyCache known_;  // of those compared lately
  mutable threading::Mutex mutex_;
  threading::ConditionVariable advanced_;
  bool is_followed_ ABSL_GUARDED_BY(mutex_) = false;  // by somebody, now
  std::string feed_id_ ABSL_GUARDED_BY(mutex_);
  int64_t whole_from_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t generation_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t followed_ ABSL_GUARDED_BY(mutex_) = 0;
  // Facts that are still to be compared anew at a state; then that is followed.
  std::vector<int64_t> renamed_ ABSL_GUARDED_BY(mutex_);
  std::optional<int64_t> renamed_at_ ABSL_GUARDED_BY(mutex_);
  claims::ClaimLinks links_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_CORROBORATION_H_
