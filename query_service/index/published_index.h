// What the writer of an index shows to its readers.
#ifndef DATELINE_QUERY_SERVICE_INDEX_PUBLISHED_INDEX_H_
#define DATELINE_QUERY_SERVICE_INDEX_PUBLISHED_INDEX_H_

#include <cstdint>
#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "platform/threading/mutex.h"
#include "query_service/index/index_state.h"
#include "query_service/index/merged_names.h"
#include "query_service/index/recent_terms.h"
#include "query_service/segments/fact_index.h"

namespace dateline::index {

// The index after a transaction. Immutable.
struct IndexVersion {
  IndexState state;
  // Never null.
  std::shared_ptr<const segments::FactIndex> facts;
  // Another one: the index began anew in between.
  int64_t generation = 0;
};

// Thread safety: any thread.
class PublishedIndex {
 public:
  PublishedIndex() : newest_(std::make_shared<const IndexVersion>(IndexVersion{{}, EmptyFacts(), 0})) {}

  std::shared_ptr<const IndexVersion> Get() const ABSL_LOCKS_EXCLUDED(mutex_) {
    threading::MutexLock lock(mutex_);
    return newest_;
  }
  // What is shown must have been committed: readers go on to the tables.
  void Set(IndexVersion version) ABSL_LOCKS_EXCLUDED(mutex_) {
    auto next = std::make_shared<const IndexVersion>(std::move(version));
    threading::MutexLock lock(mutex_);
    newest_.swap(next);
  }

  MergedNames& merged_names() { return merged_names_; }
  const MergedNames& merged_names() const { return merged_names_; }
  RecentTerms& recent_terms() { return recent_terms_; }
  const RecentTerms& recent_terms() const { return recent_terms_; }

 private:
  static std::shared_ptr<const segments::FactIndex> EmptyFacts() {
    return std::make_shared<const segments::FactIndex>();
  }

  mutable threading::Mutex mutex_;
  std::shared_ptr<const IndexVersion> newest_ ABSL_GUARDED_BY(mutex_);
  MergedNames merged_names_;
  RecentTerms recent_terms_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_PUBLISHED_INDEX_H_
