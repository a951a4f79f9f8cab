#include "query_service/answers/group_counts.h"

#include <algorithm>
#include <bit>

namespace dateline::answers {
namespace {

// Half a megabyte: it stays in the processor's cache.
constexpr size_t kMaxCells = size_t{1} << 16;

}  // namespace

void GroupCounts::Reserve(const GroupKey& sizes) {
  GroupKey grown = sizes_;
  size_t cells = 1;
  for (size_t i = 0; i < kMaxDimensions; ++i) {
    if (sizes[i] > sizes_[i]) grown[i] = std::bit_ceil(sizes[i]);
    // A factor too large must not overflow the product.
    cells = std::min(kMaxCells + 1, cells * std::max<size_t>(1, grown[i]));
  }
  if (grown == sizes_) return;
  GroupCounts before;
  std::swap(before, *this);
  sizes_ = grown;
  group_count_ = before.group_count_;
  if (cells <= kMaxCells) {
    cells_.resize(cells);
    before.ForEach([this](const GroupKey& group, int64_t count) { cells_[Cell(group)] = count; });
  } else {
    before.ForEach([this](const GroupKey& group, int64_t count) { hashed_[group] = count; });
  }
}

}  // namespace dateline::answers
