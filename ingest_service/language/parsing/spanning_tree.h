// The best tree of a table of arc scores.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_SPANNING_TREE_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_SPANNING_TREE_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace dateline::language {

// Chu and Liu 1965, Edmonds 1967, in O(words^2) as Tarjan 1977. Keeps its memory from sentence to sentence; not shared
// between threads.
class SpanningTreeFinder {
 public:
  // scores[word * columns + head]: how well `head` (0: the root, i + 1: word i) fits `word`. Fills heads[word] with the
  // tree of the highest sum that has exactly one word under the root.
  // REQUIRES: 0 < heads.size() < 65535, columns > heads.size(), scores finite.
  void Find(const float* scores, int columns, absl::Span<int> heads);

 private:
  // An arc between two nodes of the sentence: 0 the root, i + 1 word i.
  struct Arc {
    uint16_t head = 0;
    uint16_t dependent = 0;
  };
  struct Entry {
    double score;  // less what the arcs inside its dependent's cycles lose by it
    Arc arc;
  };

  bool TakeBestHeads(const float* scores, int columns, absl::Span<int> heads);
  void FillEntries(const float* scores, int columns);
  void GrowFrom(int slot);
  int BestHead(int slot) const;
  void MergeCycle(size_t path_begin);
  void Expand(absl::Span<int> heads);

  // A slot holds a node or, after a merge, a cycle of them. Row: dependent; column: head.
  Entry& At(int dependent, int head) { return entries_[static_cast<size_t>(dependent) * slots_ + head]; }
  const Entry& At(int dependent, int head) const { return entries_[static_cast<size_t>(dependent) * slots_ + head]; }

  int slots_ = 0;
  std::vector<Entry> entries_;
  std::vector<int> active_;       // slots that no merge has taken away
  std::vector<int> item_;         // what a slot holds: a node, or slots_ + the number of a cycle
  std::vector<bool> is_settled_;  // the slot's heads lead to the root
  std::vector<bool> is_on_path_;
  std::vector<double> kept_;  // score of the arc chosen for a slot
  std::vector<int> path_;     // slots, each the head of the one before it
  // Per item.
  std::vector<Arc> chosen_;
  std::vector<int> parent_;                // the cycle that holds it; -1: none
  std::vector<std::vector<int>> members_;  // of each cycle
  std::vector<int> mark_;                  // TakeBestHeads: the word whose walk came by
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_SPANNING_TREE_H_
