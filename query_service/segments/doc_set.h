// Sets of the facts of one segment.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_DOC_SET_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_DOC_SET_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"

namespace dateline::segments {

// A fact in its segment: 0 to fact_count - 1, in the order of recorded_from.
using Doc = uint32_t;

// So many facts fit into one segment, so that a Doc takes 16 bits in a posting list.
inline constexpr size_t kMaxFactsOfSegment = 65536;

// A bit for each fact of a segment. The operations REQUIRE sets of the same segment.
class DocSet {
 public:
  // Empty. REQUIRES: fact_count <= kMaxFactsOfSegment.
  explicit DocSet(size_t fact_count) : word_count_((fact_count + 63) / 64) {
    std::fill_n(words_.begin(), word_count_, 0);
  }
  DocSet(const DocSet& other) : word_count_(other.word_count_) {
    std::copy_n(other.words_.begin(), word_count_, words_.begin());
  }
  DocSet& operator=(const DocSet& other) {
    word_count_ = other.word_count_;
    std::copy_n(other.words_.begin(), word_count_, words_.begin());
    return *this;
  }

  void Set(Doc doc) { words_[doc / 64] |= uint64_t{1} << doc % 64; }
  void Clear(Doc doc) { words_[doc / 64] &= ~(uint64_t{1} << doc % 64); }
  bool Test(Doc doc) const { return (words_[doc / 64] >> doc % 64 & 1) != 0; }

  // Sets the facts below `end`.
  void SetBelow(size_t end) {
    std::fill_n(words_.begin(), end / 64, ~uint64_t{0});
    if (end % 64 != 0) words_[end / 64] |= (uint64_t{1} << end % 64) - 1;
  }
  // Clears the facts from `begin` on, or those below `end`.
  void ClearFrom(size_t begin) {
    if (begin / 64 >= word_count_) return;
    words_[begin / 64] &= (uint64_t{1} << begin % 64) - 1;
    std::fill_n(words_.begin() + static_cast<std::ptrdiff_t>(begin / 64) + 1, word_count_ - begin / 64 - 1, 0);
  }
  void ClearBelow(size_t end) {
    std::fill_n(words_.begin(), std::min(end / 64, word_count_), 0);
    if (end / 64 < word_count_) words_[end / 64] &= ~((uint64_t{1} << end % 64) - 1);
  }

  void And(const DocSet& other) { And(other.words()); }
  void And(absl::Span<const uint64_t> words) {
    for (size_t i = 0; i < word_count_; ++i) words_[i] &= words[i];
  }
  void AndNot(const DocSet& other) { AndNot(other.words()); }
  void AndNot(absl::Span<const uint64_t> words) {
    for (size_t i = 0; i < word_count_; ++i) words_[i] &= ~words[i];
  }
  void Or(const DocSet& other) { Or(other.words()); }
  void Or(absl::Span<const uint64_t> words) {
    for (size_t i = 0; i < word_count_; ++i) words_[i] |= words[i];
  }

  size_t Count() const {
    size_t count = 0;
    for (size_t i = 0; i < word_count_; ++i) count += static_cast<size_t>(std::popcount(words_[i]));
    return count;
  }
  bool IsEmpty() const {
    return std::all_of(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(word_count_),
                       [](uint64_t word) { return word == 0; });
  }
  absl::Span<const uint64_t> words() const { return {words_.data(), word_count_}; }

  // Calls take(doc) in ascending order.
  template <typename Take>
  void ForEach(Take take) const {
    for (size_t i = 0; i < word_count_; ++i) {
      for (uint64_t word = words_[i]; word != 0; word &= word - 1) {
        take(static_cast<Doc>(i * 64 + static_cast<size_t>(std::countr_zero(word))));
      }
    }
  }
  // Calls take(doc) in descending order until it says false. False: it did.
  template <typename Take>
  bool ForEachDescending(Take take) const {
    for (size_t i = word_count_; i-- > 0;) {
      for (uint64_t word = words_[i]; word != 0;) {
        const auto bit = static_cast<unsigned>(63 - std::countl_zero(word));
        if (!take(static_cast<Doc>(i * 64 + bit))) return false;
        word &= ~(uint64_t{1} << bit);
      }
    }
    return true;
  }
  // Calls take(doc) in ascending order until it says false. False: it did.
  template <typename Take>
  bool ForEachAscending(Take take) const {
    for (size_t i = 0; i < word_count_; ++i) {
      for (uint64_t word = words_[i]; word != 0; word &= word - 1) {
        if (!take(static_cast<Doc>(i * 64 + static_cast<size_t>(std::countr_zero(word))))) return false;
      }
    }
    return true;
  }

 private:
  size_t word_count_;
  // Those from word_count_ on are not set.
  std::array<uint64_t, kMaxFactsOfSegment / 64> words_;
};

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_DOC_SET_H_
