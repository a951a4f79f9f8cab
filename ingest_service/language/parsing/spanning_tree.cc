#include "ingest_service/language/parsing/spanning_tree.h"

#include <algorithm>
#include <limits>

namespace dateline::language {
namespace {

// More than any sum of scores, so that a tree with one arc from the root always wins.
constexpr double kRootPenalty = 1e7;

}  // namespace

void SpanningTreeFinder::Find(const float* scores, int columns, absl::Span<int> heads) {
  if (TakeBestHeads(scores, columns, heads)) return;
  slots_ = static_cast<int>(heads.size()) + 1;
  FillEntries(scores, columns);
  active_.resize(slots_);
  item_.resize(slots_);
  for (int slot = 0; slot < slots_; ++slot) active_[slot] = item_[slot] = slot;
  is_settled_.assign(slots_, false);
  is_settled_[0] = true;
  is_on_path_.assign(slots_, false);
  kept_.assign(slots_, 0);
  chosen_.assign(slots_, Arc());
  parent_.assign(slots_, -1);
  members_.clear();
  for (int slot = 1; slot < slots_; ++slot) {
    if (item_[slot] >= 0) GrowFrom(slot);
  }
  Expand(heads);
}

// Whether every word's best head already gives a tree with one word under the root.
bool SpanningTreeFinder::TakeBestHeads(const float* scores, int columns, absl::Span<int> heads) {
  const int words = static_cast<int>(heads.size());
  int roots = 0;
  for (int word = 0; word < words; ++word) {
    const float* row = scores + static_cast<size_t>(word) * columns;
    heads[word] = 0;
    for (int head = 1; head <= words; ++head) {
      if (head != word + 1 && row[head] > row[heads[word]]) heads[word] = head;
    }
    roots += heads[word] == 0;
  }
  if (roots != 1) return false;
  mark_.assign(words + 1, -1);
  for (int start = 0; start < words; ++start) {
    int node = start + 1;
    for (; node != 0 && mark_[node] == -1; node = heads[node - 1]) mark_[node] = start;
    if (node != 0 && mark_[node] == start) return false;
  }
  return true;
}

void SpanningTreeFinder::FillEntries(const float* scores, int columns) {
  entries_.resize(static_cast<size_t>(slots_) * slots_);
  for (int dependent = 1; dependent < slots_; ++dependent) {
    const float* row = scores + static_cast<size_t>(dependent - 1) * columns;
    for (int head = 0; head < slots_; ++head) {
      At(dependent, head) = {row[head] - (head == 0 ? kRootPenalty : 0),
                             {static_cast<uint16_t>(head), static_cast<uint16_t>(dependent)}};
    }
  }
}

// Walks from head to head until it meets what is settled; a cycle on the way becomes one slot.
void SpanningTreeFinder::GrowFrom(int slot) {
  path_.clear();
  while (!is_settled_[slot]) {
    if (is_on_path_[slot]) {
      MergeCycle(std::find(path_.begin(), path_.end(), slot) - path_.begin());
      continue;
    }
    const int head = BestHead(slot);
    kept_[slot] = At(slot, head).score;
    chosen_[item_[slot]] = At(slot, head).arc;
    is_on_path_[slot] = true;
    path_.push_back(slot);
    slot = head;
  }
  for (const int settled : path_) {
    is_settled_[settled] = true;
    is_on_path_[settled] = false;
  }
}

int SpanningTreeFinder::BestHead(int slot) const {
  int best = -1;
  for (const int head : active_) {
    if (head != slot && (best < 0 || At(slot, head).score > At(slot, best).score)) best = head;
  }
  return best;
}

// The slots of path_ from `path_begin` on are a cycle: its first slot stands for all of them from now on.
void SpanningTreeFinder::MergeCycle(size_t path_begin) {
  const absl::Span<const int> cycle = absl::MakeConstSpan(path_).subspan(path_begin);
  const int merged = cycle[0];
  const int item = slots_ + static_cast<int>(members_.size());
  std::vector<int>& members = members_.emplace_back();
  for (const int slot : cycle) {
    members.push_back(item_[slot]);
    parent_[item_[slot]] = item;
    is_on_path_[slot] = false;
    item_[slot] = -1;  // merged away
  }
  item_[merged] = item;
  chosen_.emplace_back();
  parent_.push_back(-1);
  active_.erase(std::remove_if(active_.begin(), active_.end(), [&](int slot) { return item_[slot] < 0; }),
                active_.end());
  for (const int other : active_) {
    if (other == merged) continue;
    Entry into{-std::numeric_limits<double>::infinity(), {}};
    Entry out = into;
    for (const int slot : cycle) {
      const Entry& entry = At(slot, other);
      if (entry.score - kept_[slot] > into.score) into = {entry.score - kept_[slot], entry.arc};
      if (other != 0 && At(other, slot).score > out.score) out = At(other, slot);
    }
    At(merged, other) = into;
    if (other != 0) At(other, merged) = out;
  }
  path_.resize(path_begin);
}

// From the outermost cycles in: the arc that enters a cycle replaces the arc of the member it enters.
void SpanningTreeFinder::Expand(absl::Span<int> heads) {
  for (int item = static_cast<int>(chosen_.size()) - 1; item >= slots_; --item) {
    const Arc arc = chosen_[item];
    int entered = arc.dependent;
    while (parent_[entered] != item) entered = parent_[entered];
    chosen_[entered] = arc;
  }
  for (int word = 0; word < static_cast<int>(heads.size()); ++word) heads[word] = chosen_[word + 1].head;
}

}  // namespace dateline::language
