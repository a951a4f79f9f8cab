// Who an entity deals with, as a picture.
#ifndef DATELINE_CLI_COUNTERPART_GRAPH_H_
#define DATELINE_CLI_COUNTERPART_GRAPH_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "dateline/v1/fact_counts.pb.h"

namespace dateline::cli {

inline constexpr int kMostCounterparts = 12;  // that are drawn

// An SVG element: the entity at the left, in a column beside it its counterparts in the order given, at most
// kMostCounterparts, with lines that are the wider the more facts the two share, and their numbers. Empty without
// counterparts.
std::string CounterpartGraph(absl::string_view entity_name, absl::Span<const v1::Counterpart> counterparts);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_COUNTERPART_GRAPH_H_
