// Which articles go back to one origin, so that what they say together counts once.
#ifndef DATELINE_QUERY_SERVICE_CLAIMS_ORIGINS_H_
#define DATELINE_QUERY_SERVICE_CLAIMS_ORIGINS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace dateline::claims {

// Of the sets of three words in a row that two texts have, about what share is in both, by their sketches
// (text::SketchText of ingest); 0 where one has none.
double TextSimilarity(absl::string_view one, absl::string_view other);

// From this similarity on, one text is a near copy of the other. Two texts that differ in every tenth word share 0.57;
// those of different stories hardly ever 0.05.
inline constexpr double kNearCopy = 0.35;

// Pairs of indexes, the smaller first, in order, of texts that are near copies. Looks only at texts that have three
// bytes in a row in common (32 bands: locality-sensitive hashing, Indyk and Motwani 1998), so that the work grows with
// the texts and their copies; at kNearCopy that finds three of four, at 0.57 all but one of 700.
std::vector<std::pair<int, int>> FindNearCopies(absl::Span<const absl::string_view> sketches);

// What tells where an article comes from.
struct ArticleOrigin {
  std::string text_sketch;
  // Those who answer for it: its publisher, and the authors and agencies of its byline; folded, sorted, each once.
  std::vector<std::string> sources;
};

// `byline`: names of authors and agencies as printed.
ArticleOrigin OriginOf(absl::string_view text_sketch, absl::string_view publisher, absl::string_view byline);

// For each article the number of its origin: 0, 1, ... in the order of their first articles. Two articles have one
// origin when one is a near copy of the other, or somebody answers for both; and so on through others.
std::vector<int> NumberOrigins(absl::Span<const ArticleOrigin> articles);

}  // namespace dateline::claims

#endif  // DATELINE_QUERY_SERVICE_CLAIMS_ORIGINS_H_
