// Keeps markup that no article has away from the HTML parser, whose work and stack grow with nesting.
#ifndef DATELINE_INGEST_SERVICE_TEXT_HTML_COST_H_
#define DATELINE_INGEST_SERVICE_TEXT_HTML_COST_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dateline::text {

// OK: the parser builds the tree of `html` in linear time, a few times kDeepestNesting levels deep at most.
// INVALID_ARGUMENT: elements nested deeper than kDeepestNesting, one tag with more than kMostAttributes attributes, or
// formatting elements left open so often that the tree would outgrow the text. Sees at least the tags that a parser
// sees.
absl::Status CheckHtmlCost(absl::string_view html);

inline constexpr int kDeepestNesting = 512;
inline constexpr int kMostAttributes = 1000;
inline constexpr int kMostReopenedElements = 500'000;

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_HTML_COST_H_
