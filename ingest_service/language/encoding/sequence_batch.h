// How sentences of different lengths run through a recurrent network side by side.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_SEQUENCE_BATCH_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_SEQUENCE_BATCH_H_

#include <vector>

#include "absl/types/span.h"

namespace dateline::language {

// Orders the elements of several sequences by step: first every sequence's first element, longest sequence first, then
// every second element, and so on. So the sequences that still run at a step fill the first rows of that step, in the
// same order as in the step before.
class SequenceBatch {
 public:
  // REQUIRES: every length is positive. Reuses memory.
  void Assign(absl::Span<const int> lengths);

  int row_count() const { return static_cast<int>(element_of_row_.size()); }
  int step_count() const { return static_cast<int>(step_begin_.size()) - 1; }
  int StepBegin(int step) const { return step_begin_[step]; }
  int StepSize(int step) const { return step_begin_[step + 1] - step_begin_[step]; }

  // Which element (counted through all sequences in the order given) stands in each row, read forwards and backwards.
  const std::vector<int>& element_of_row() const { return element_of_row_; }
  const std::vector<int>& element_of_row_backwards() const { return element_of_row_backwards_; }

 private:
  std::vector<int> longest_first_;
  std::vector<int> sequence_begin_;
  std::vector<int> step_begin_;
  std::vector<int> element_of_row_;
  std::vector<int> element_of_row_backwards_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_SEQUENCE_BATCH_H_
