// Which commits may hold something for a watch.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_DUE_COMMITS_H_
#define DATELINE_QUERY_SERVICE_WATCHES_DUE_COMMITS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace dateline::watches {

// Commits that follow one another: from the state before the first to the state after the last. Without any: equal.
struct CommitRange {
  int64_t begin = 0;
  int64_t end = 0;

  friend bool operator==(const CommitRange&, const CommitRange&) = default;
  bool IsEmpty() const { return begin == end; }
  // With all that lies between the two.
  CommitRange Hull(const CommitRange& other) const {
    if (IsEmpty()) return other;
    if (other.IsEmpty()) return *this;
    return {std::min(begin, other.begin), std::max(end, other.end)};
  }
};

// Ranges in order, neighbours together. What came long ago is one range, though not all of it is due. Not thread-safe.
class DueCommits {
 public:
  // REQUIRES: it does not begin before the last one ends.
  void Add(const CommitRange& commit) {
    if (!ranges_.empty() && ranges_.back().end == commit.begin) {
      ranges_.back().end = commit.end;
      return;
    }
    if (ranges_.size() == kMaxRanges) {
      ranges_.front().end = ranges_[kMaxRanges / 2].end;
      ranges_.erase(ranges_.begin() + 1, ranges_.begin() + kMaxRanges / 2 + 1);
    }
    ranges_.push_back(commit);
  }
  void Clear() { ranges_.clear(); }

  // Of those that do not end by `seen`, the first; nothing: there is none.
  std::optional<CommitRange> NextAfter(int64_t seen) const {
    const auto next = std::upper_bound(ranges_.begin(), ranges_.end(), seen,
                                       [](int64_t state, const CommitRange& range) { return state < range.end; });
    if (next == ranges_.end()) return std::nullopt;
    return *next;
  }
  CommitRange Hull() const { return ranges_.empty() ? CommitRange() : ranges_.front().Hull(ranges_.back()); }

 private:
  static constexpr size_t kMaxRanges = 32;

  std::vector<CommitRange> ranges_;
};

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_DUE_COMMITS_H_
