#include "query_service/index/postings.h"

#include <algorithm>
#include <utility>

namespace dateline::index {

UnionPostings::UnionPostings(std::vector<std::unique_ptr<Postings>> lists) {
  for (std::unique_ptr<Postings>& list : lists) heads_.push_back({std::move(list), std::nullopt, false});
}

absl::StatusOr<std::optional<int64_t>> UnionPostings::SeekAtMost(int64_t offset) {
  std::optional<int64_t> newest;
  for (Head& head : heads_) {
    if (!head.was_read || (head.offset.has_value() && *head.offset > offset)) {
      absl::StatusOr<std::optional<int64_t>> found = head.list->SeekAtMost(offset);
      if (!found.ok()) return found.status();
      head.offset = *found;
      head.was_read = true;
    }
    newest = std::max(newest, head.offset);
  }
  return newest;
}

IntersectionPostings::IntersectionPostings(std::vector<std::unique_ptr<Postings>> lists) : lists_(std::move(lists)) {}

absl::StatusOr<std::optional<int64_t>> IntersectionPostings::SeekAtMost(int64_t offset) {
  int64_t candidate = offset;
  for (size_t next = 0, agreeing = 0; agreeing < lists_.size(); next = (next + 1) % lists_.size()) {
    const absl::StatusOr<std::optional<int64_t>> found = lists_[next]->SeekAtMost(candidate);
    if (!found.ok() || !found->has_value()) return found;
    agreeing = **found == candidate ? agreeing + 1 : 1;
    candidate = **found;
  }
  return candidate;
}

}  // namespace dateline::index
