// The terms of the facts that an index got last.
#ifndef DATELINE_QUERY_SERVICE_INDEX_RECENT_TERMS_H_
#define DATELINE_QUERY_SERVICE_INDEX_RECENT_TERMS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "platform/threading/mutex.h"
#include "query_service/segments/fact_document.h"

namespace dateline::index {

// StableHash of the key of each term and each word of the fact.
std::vector<uint64_t> TermHashes(const segments::FactDocument& fact);

// Whoever follows the index commit by commit need not read again what was just written. Thread safety: any thread.
class RecentTerms {
 public:
  // `added` came between the states `begin` and `end`, and nothing else did. What does not follow the last one takes
  // the place of all.
  void Add(int64_t begin, int64_t end, absl::Span<const segments::FactDocument> added) ABSL_LOCKS_EXCLUDED(mutex_);
  void Clear() ABSL_LOCKS_EXCLUDED(mutex_);

  using Visitor = absl::FunctionRef<void(int64_t recorded_from, absl::Span<const uint64_t> hashes)>;
  // Gives each fact recorded between the states, in order. False: not all of them are known, and none is given.
  bool Visit(int64_t begin, int64_t end, Visitor visit) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Fact {
    int64_t recorded_from;
    size_t hashes_end;  // where its hashes end, which begin where those of the one before end
  };
  struct Batch {
    int64_t begin;
    int64_t end;
    std::vector<Fact> facts;
    std::vector<uint64_t> hashes;
  };

  mutable threading::Mutex mutex_;
  std::deque<std::shared_ptr<const Batch>> batches_ ABSL_GUARDED_BY(mutex_);  // one follows the other
  size_t hash_count_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_RECENT_TERMS_H_
