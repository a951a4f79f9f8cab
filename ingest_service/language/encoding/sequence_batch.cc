#include "ingest_service/language/encoding/sequence_batch.h"

#include <algorithm>
#include <numeric>

namespace dateline::language {

void SequenceBatch::Assign(absl::Span<const int> lengths) {
  longest_first_.resize(lengths.size());
  std::iota(longest_first_.begin(), longest_first_.end(), 0);
  std::stable_sort(longest_first_.begin(), longest_first_.end(), [&](int a, int b) { return lengths[a] > lengths[b]; });
  sequence_begin_.assign(lengths.size(), 0);
  for (size_t i = 1; i < lengths.size(); ++i) sequence_begin_[i] = sequence_begin_[i - 1] + lengths[i - 1];

  step_begin_.assign(1, 0);
  element_of_row_.clear();
  element_of_row_backwards_.clear();
  size_t running = lengths.size();
  for (int step = 0; running > 0; ++step) {
    while (running > 0 && lengths[longest_first_[running - 1]] <= step) --running;
    if (running == 0) break;
    for (size_t rank = 0; rank < running; ++rank) {
      const int sequence = longest_first_[rank];
      element_of_row_.push_back(sequence_begin_[sequence] + step);
      element_of_row_backwards_.push_back(sequence_begin_[sequence] + lengths[sequence] - 1 - step);
    }
    step_begin_.push_back(static_cast<int>(element_of_row_.size()));
  }
}

}  // namespace dateline::language
