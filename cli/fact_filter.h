// The flags that say which facts.
#ifndef DATELINE_CLI_FACT_FILTER_H_
#define DATELINE_CLI_FACT_FILTER_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/consistency_option.h"
#include "cli/query_options.h"
#include "cli/service_client.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "dateline/v1/query_service.pb.h"

namespace dateline::cli {

// FactFilter as people write it.
struct FactFilterFlags {
  std::vector<std::string> entities;  // names in any spelling or resource names
  std::string counterpart;            // likewise; empty: any
  std::vector<int> roles, kinds, event_types, modalities;
  std::string since, until;                                                      // dates, perhaps in part; empty: open
  std::string published_since, published_until, recorded_since, recorded_until;  // likewise
  std::string article;
  std::vector<std::string> publishers, modes, contexts, countries;
  std::string negated;                        // "yes", "no"; empty: both
  std::vector<std::string> places, speakers;  // as `entities`
  std::optional<double> min_confidence;
  int min_independent_sources = 0;
};

void AddFactFilterOptions(CLI::App& command, FactFilterFlags& flags);

// Looks names up with `client`, in the state that `consistency` asks for. NOT_FOUND: nobody of that name. REQUIRES:
// dates are well-formed, as the flags check.
absl::StatusOr<v1::FactFilter> MakeFactFilter(const FactFilterFlags& flags, const v1::Consistency& consistency,
                                              ServiceClient<v1::QueryService>& client);

// Fills the filter and the consistency of a request about facts. Errors as MakeFactFilter.
template <typename Request>
absl::Status ApplyFactFilter(const FactFilterFlags& flags, const QueryOptions& options,
                             ServiceClient<v1::QueryService>& client, Request& request) {
  *request.mutable_consistency() = MakeConsistency(options.as_of);
  absl::StatusOr<v1::FactFilter> filter = MakeFactFilter(flags, request.consistency(), client);
  if (!filter.ok()) return filter.status();
  *request.mutable_filter() = *std::move(filter);
  return absl::OkStatus();
}

// In which order facts are listed, and how much of each.
struct FactListFlags {
  std::vector<int> order, view;  // the last counts
  bool ascending = false;
};

void AddFactListOptions(CLI::App& command, FactListFlags& flags);

// `request`: a ListFactsRequest or a SearchFactsRequest.
template <typename Request>
void ApplyListFlags(const FactListFlags& flags, Request& request) {
  if (!flags.order.empty()) request.set_order_by(static_cast<v1::FactOrder>(flags.order.back()));
  if (!flags.view.empty()) request.set_view(static_cast<v1::FactView>(flags.view.back()));
  request.set_ascending(flags.ascending);
}

}  // namespace dateline::cli

#endif  // DATELINE_CLI_FACT_FILTER_H_
