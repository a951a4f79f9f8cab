// What is known of an entity, on a page.
#ifndef DATELINE_CLI_ENTITY_REPORT_H_
#define DATELINE_CLI_ENTITY_REPORT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "dateline/v1/fact_counts.pb.h"
#include "dateline/v1/query_service.pb.h"

namespace dateline::cli {

struct EntityKnowledge {
  v1::GetEntityResponse entity;
  // Facts by month, keys "2025-08"; "": without a time.
  v1::AggregateFactsResponse months;
  v1::ListCounterpartsResponse counterparts;
  // The facts recorded last, the last first.
  v1::ListFactsResponse latest;
};

// Its names, its offices, its facts over time, its counterparts as a graph, and its latest facts. `style` is CSS.
std::string EntityReport(const EntityKnowledge& knowledge, absl::string_view style);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_ENTITY_REPORT_H_
