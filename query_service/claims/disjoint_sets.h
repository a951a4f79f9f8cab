// Sets that grow together.
#ifndef DATELINE_QUERY_SERVICE_CLAIMS_DISJOINT_SETS_H_
#define DATELINE_QUERY_SERVICE_CLAIMS_DISJOINT_SETS_H_

#include <cstddef>
#include <numeric>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace dateline::claims {

// Of the numbers 0 to count - 1, each in a set of its own at first.
class DisjointSets {
 public:
  explicit DisjointSets(size_t count) : parents_(count) { std::iota(parents_.begin(), parents_.end(), 0); }

  void Join(int one, int other) { parents_[Root(one)] = Root(other); }

  // For each number that of its set: 0, 1, ... in the order of their first members.
  std::vector<int> Number() {
    absl::flat_hash_map<int, int> numbers;
    std::vector<int> sets;
    for (int member = 0; member < static_cast<int>(parents_.size()); ++member) {
      sets.push_back(numbers.emplace(Root(member), static_cast<int>(numbers.size())).first->second);
    }
    return sets;
  }

 private:
  int Root(int member) {
    while (parents_[member] != member) member = parents_[member] = parents_[parents_[member]];
    return member;
  }

  std::vector<int> parents_;
};

}  // namespace dateline::claims

#endif  // DATELINE_QUERY_SERVICE_CLAIMS_DISJOINT_SETS_H_
