// The flags that say which facts.
#ifndef DATELINE_CLI_FACT_FILTER_H_
#define DATELINE_CLI_FACT_FILTER_H_

#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "cli/service_client.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "dateline/v1/query_service.pb.h"

namespace dateline::cli {

// FactFilter as people write it.
struct FactFilterFlags {
  std::vector<std::string> entities;  // names in any spelling or resource names
  std::string counterpart;            // likewise; empty: any
  std::vector<int> roles, kinds, event_types, modalities;
  std::string since, until;  // dates, perhaps in part; empty: open
  std::string article;
  std::vector<std::string> publishers;
};

void AddFactFilterOptions(CLI::App& command, FactFilterFlags& flags);

// Looks names up with `client`. NOT_FOUND: nobody of that name. REQUIRES: dates are well-formed, as the flags check.
absl::StatusOr<v1::FactFilter> MakeFactFilter(const FactFilterFlags& flags, ServiceClient<v1::QueryService>& client);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_FACT_FILTER_H_
