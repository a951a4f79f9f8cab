// Counts of facts by groups.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_GROUP_COUNTS_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_GROUP_COUNTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace dateline::answers {

inline constexpr size_t kMaxDimensions = 3;

// The number of a key in each dimension; 0 in those that were not asked for.
using GroupKey = std::array<uint32_t, kMaxDimensions>;

// A table with a cell for each possible group while that is small, else a hash table of those that there are.
class GroupCounts {
 public:
  // Numbers below these may come.
  void Reserve(const GroupKey& sizes);
  // REQUIRES: reserved.
  void Add(const GroupKey& group) {
    if (!cells_.empty()) {
      group_count_ += cells_[Cell(group)]++ == 0 ? 1 : 0;
    } else {
      group_count_ += hashed_[group]++ == 0 ? 1 : 0;
    }
  }

  size_t group_count() const { return group_count_; }

  // Calls take(group, count) for each.
  template <typename Take>
  void ForEach(Take take) const {
    for (size_t cell = 0; cell < cells_.size(); ++cell) {
      if (cells_[cell] != 0) take(GroupOf(cell), cells_[cell]);
    }
    for (const auto& [group, count] : hashed_) take(group, count);
  }

 private:
  size_t Cell(const GroupKey& group) const { return (size_t{group[0]} * sizes_[1] + group[1]) * sizes_[2] + group[2]; }
  GroupKey GroupOf(size_t cell) const {
    return {static_cast<uint32_t>(cell / sizes_[2] / sizes_[1]), static_cast<uint32_t>(cell / sizes_[2] % sizes_[1]),
            static_cast<uint32_t>(cell % sizes_[2])};
  }

  GroupKey sizes_ = {};
  std::vector<int64_t> cells_;
  absl::flat_hash_map<GroupKey, int64_t> hashed_;
  size_t group_count_ = 0;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_GROUP_COUNTS_H_
