// The facts of a segment that have a term.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_POSTING_LIST_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_POSTING_LIST_H_

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "query_service/segments/doc_set.h"

namespace dateline::segments {

// A list of 16-bit numbers or, where that is longer, a bit for each fact of the segment: the containers of Roaring
// (Lemire et al. 2016), of which a segment holds one for each term. A view into a segment, which must outlive it.
class PostingList {
 public:
  // Is the list of `count` of `fact_count` facts stored as bits?
  static bool IsBits(size_t count, size_t fact_count) { return count * 16 > fact_count; }
  // How many 16-bit units it takes.
  static size_t Units(size_t count, size_t fact_count) {
    return IsBits(count, fact_count) ? (fact_count + 63) / 64 * 4 : count;
  }

  PostingList() = default;
  // `units` is aligned to 8 bytes when the list is stored as bits.
  PostingList(const uint16_t* units, size_t count, size_t fact_count)
      : units_(units), count_(count), fact_count_(fact_count) {}

  size_t size() const { return count_; }

  void OrInto(DocSet& set) const {
    if (is_bits()) {
      set.Or(bits());
    } else {
      for (const uint16_t doc : numbers()) set.Set(doc);
    }
  }
  void AndInto(DocSet& set) const {
    if (is_bits()) return set.And(bits());
    DocSet listed(fact_count_);
    OrInto(listed);
    set.And(listed);
  }
  void AndNotInto(DocSet& set) const {
    if (is_bits()) {
      set.AndNot(bits());
    } else {
      for (const uint16_t doc : numbers()) set.Clear(doc);
    }
  }
  // How many are in `set` too.
  size_t CountIn(const DocSet& set) const {
    size_t count = 0;
    if (is_bits()) {
      const absl::Span<const uint64_t> words = bits();
      const absl::Span<const uint64_t> others = set.words();
      for (size_t i = 0; i < words.size(); ++i) count += static_cast<size_t>(std::popcount(words[i] & others[i]));
    } else {
      for (const uint16_t doc : numbers()) count += set.Test(doc) ? 1 : 0;
    }
    return count;
  }
  // Calls take(doc) in ascending order.
  template <typename Take>
  void ForEach(Take take) const {
    if (!is_bits()) {
      for (const uint16_t doc : numbers()) take(Doc{doc});
      return;
    }
    const absl::Span<const uint64_t> words = bits();
    for (size_t i = 0; i < words.size(); ++i) {
      for (uint64_t word = words[i]; word != 0; word &= word - 1) {
        take(static_cast<Doc>(i * 64 + static_cast<size_t>(std::countr_zero(word))));
      }
    }
  }

 private:
  bool is_bits() const { return IsBits(count_, fact_count_); }
  absl::Span<const uint16_t> numbers() const { return {units_, count_}; }
  absl::Span<const uint64_t> bits() const {
    return {reinterpret_cast<const uint64_t*>(units_), (fact_count_ + 63) / 64};
  }

  const uint16_t* units_ = nullptr;
  size_t count_ = 0;
  size_t fact_count_ = 0;
};

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_POSTING_LIST_H_
