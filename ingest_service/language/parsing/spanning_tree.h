// The best tree of a table of arc scores.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_SPANNING_TREE_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_SPANNING_TREE_H_

#include <vector>

#include "absl/types/span.h"

namespace dateline::language {

// scores[word * columns + head]: how well `head` (0: the root, i + 1: word i) fits `word`. Fills heads[word] with the
// tree of the highest sum that has exactly one word under the root (Chu and Liu 1965; Edmonds 1967). O(words^2) where
// every word's best head gives a tree already, as it mostly does; else O(words^2) for each level of nested cycles.
// REQUIRES: heads.size() > 0, columns > heads.size(), scores finite.
void FindSpanningTree(const float* scores, int columns, absl::Span<int> heads);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_PARSING_SPANNING_TREE_H_
