// Counts of facts, for people.
#ifndef DATELINE_CLI_FACT_COUNTS_TEXT_H_
#define DATELINE_CLI_FACT_COUNTS_TEXT_H_

#include <string>

#include "absl/types/span.h"
#include "cli/marked_text.h"
#include "dateline/v1/fact_counts.pb.h"

namespace dateline::cli {

// "consult 12, agree 3, statement 2": events by their type.
std::string TypeCountsText(absl::Span<const v1::FactTypeCount* const> counts);

// A table of the groups, with a column for each of `dimensions`.
std::string GroupsText(const v1::AggregateFactsResponse& response, absl::Span<const int> dimensions,
                       const TextLayout& layout);

// A bar for each group, of one dimension of time. The longest takes what is left of the line.
std::string TimelineText(const v1::AggregateFactsResponse& response, const TextLayout& layout);

std::string CounterpartsText(const v1::ListCounterpartsResponse& response, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_FACT_COUNTS_TEXT_H_
