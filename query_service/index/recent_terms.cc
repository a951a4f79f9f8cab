#include "query_service/index/recent_terms.h"

#include <utility>

#include "query_service/segments/stable_hash.h"

namespace dateline::index {
namespace {

constexpr size_t kMaxHashes = 1 << 20;
constexpr size_t kMaxBatches = 4096;

}  // namespace

std::vector<uint64_t> TermHashes(const segments::FactDocument& fact) {
  std::vector<uint64_t> hashes;
  hashes.reserve(fact.term_count() + fact.word_count());
  for (size_t i = 0; i < fact.term_count(); ++i) hashes.push_back(segments::StableHash(fact.term(i)));
  for (size_t i = 0; i < fact.word_count(); ++i) {
    if (!fact.word(i).empty()) hashes.push_back(segments::StableHash(fact.word(i)));
  }
  return hashes;
}

void RecentTerms::Add(int64_t begin, int64_t end, absl::Span<const segments::FactDocument> added) {
  auto batch = std::make_shared<Batch>(Batch{begin, end, {}, {}});
  for (const segments::FactDocument& fact : added) {
    const std::vector<uint64_t> hashes = TermHashes(fact);
    batch->hashes.insert(batch->hashes.end(), hashes.begin(), hashes.end());
    batch->facts.push_back({fact.record().recorded_from, batch->hashes.size()});
  }
  threading::MutexLock lock(mutex_);
  if (!batches_.empty() && batches_.back()->end != begin) {
    batches_.clear();
    hash_count_ = 0;
  }
  hash_count_ += batch->hashes.size();
  batches_.push_back(std::move(batch));
  while (hash_count_ > kMaxHashes || batches_.size() > kMaxBatches) {
    hash_count_ -= batches_.front()->hashes.size();
    batches_.pop_front();
  }
}

void RecentTerms::Clear() {
  threading::MutexLock lock(mutex_);
  batches_.clear();
  hash_count_ = 0;
}

bool RecentTerms::Visit(int64_t begin, int64_t end, Visitor visit) const {
  std::vector<std::shared_ptr<const Batch>> batches;
  {
    threading::MutexLock lock(mutex_);
    if (batches_.empty() || batches_.front()->begin > begin || batches_.back()->end < end) return false;
    for (auto batch = batches_.rbegin(); batch != batches_.rend() && (*batch)->end > begin; ++batch) {
      if ((*batch)->begin < end) batches.push_back(*batch);
    }
  }
  for (auto batch = batches.rbegin(); batch != batches.rend(); ++batch) {
    size_t hashes_begin = 0;
    for (const Fact& fact : (*batch)->facts) {
      const absl::Span<const uint64_t> hashes((*batch)->hashes.data() + hashes_begin, fact.hashes_end - hashes_begin);
      if (fact.recorded_from > begin && fact.recorded_from <= end) visit(fact.recorded_from, hashes);
      hashes_begin = fact.hashes_end;
    }
  }
  return true;
}

}  // namespace dateline::index
