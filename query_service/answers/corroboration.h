// How many independent sources say what a fact says.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_CORROBORATION_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_CORROBORATION_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"
#include "query_service/answers/read_state.h"
#include "query_service/claims/claim.h"
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
  Corroboration(const index::IndexReader& reader, size_t max_facts_compared)
      : reader_(reader), max_facts_compared_(max_facts_compared) {}

  // Compares what was recorded up to the state `at`, which the index has reached. DEADLINE_EXCEEDED
  // (FACTS_NOT_COMPARED): it got some way; ask again.
  absl::Status FollowTo(int64_t at, absl::Time deadline) ABSL_LOCKS_EXCLUDED(following_, mutex_);

  // The methods below REQUIRE that FollowTo(at) was OK.

  // As ClaimVersion.independent_sources of what the fact says.
  int CountSources(int64_t recorded_from, int64_t at) const ABSL_LOCKS_EXCLUDED(mutex_);
  // Keeps of the facts of `segment`, which hold at `at`, those that so many sources say. REQUIRES: at least 2.
  void KeepConfirmed(const segments::Segment& segment, int64_t at, int min_sources, segments::DocSet& facts) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Versions of facts of which CountSources may differ between the states.
  std::vector<int64_t> ChangedBetween(int64_t begin, int64_t end) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // A fact in words that can be compared.
  using Testimonies = absl::flat_hash_map<int64_t, std::shared_ptr<const claims::Testimony>>;

  void StartOver(const index::IndexState& state) ABSL_EXCLUSIVE_LOCKS_REQUIRED(following_);
  // Goes a step towards `at`.
  absl::Status Step(int64_t at) ABSL_EXCLUSIVE_LOCKS_REQUIRED(following_);
  absl::StatusOr<index::CommitChanges> ReadStep(int64_t at) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(following_);
  // Compares the fact with those that hold at `at`.
  absl::Status Compare(int64_t recorded_from, int64_t at) ABSL_EXCLUSIVE_LOCKS_REQUIRED(following_);
  // Compares anew the facts of entities that stand for others from `at` on.
  absl::Status CompareRenamed(const std::vector<std::string>& entities, int64_t at)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(following_);

  const index::IndexReader& reader_;
  const size_t max_facts_compared_;
  threading::Mutex following_;
  std::string feed_id_ ABSL_GUARDED_BY(following_);
  int64_t whole_from_ ABSL_GUARDED_BY(following_) = 0;
  int64_t followed_ ABSL_GUARDED_BY(following_) = 0;
  Testimonies known_ ABSL_GUARDED_BY(following_);  // of those compared lately
  mutable threading::Mutex mutex_;
  claims::ClaimLinks links_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_CORROBORATION_H_
