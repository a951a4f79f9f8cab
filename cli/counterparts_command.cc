#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/consistency_option.h"
#include "cli/entity_lookup.h"
#include "cli/fact_counts_text.h"
#include "cli/fact_filter.h"
#include "cli/json_output.h"
#include "cli/page_walk.h"
#include "cli/query_options.h"

namespace dateline::cli {
namespace {

struct CounterpartsOptions {
  std::string name;
  FactFilterFlags filter;
  PageLimit limit;
  QueryOptions query;
};

absl::StatusOr<v1::ListCounterpartsResponse> ListCounterparts(const CounterpartsOptions& options) {
  ServiceClient<v1::QueryService> client(options.query.target);
  const absl::StatusOr<std::string> entity = LookUpEntity(client, options.name, MakeConsistency(options.query.as_of));
  if (!entity.ok()) return entity.status();
  v1::ListCounterpartsRequest request;
  request.set_entity(*entity);
  absl::Status filtered = ApplyFactFilter(options.filter, options.query, client, request);
  if (!filtered.ok()) return filtered;
  return WalkPages(client, &v1::QueryService::Stub::ListCounterparts, request,
                   &v1::ListCounterpartsResponse::mutable_counterparts, options.limit);
}

absl::Status Counterparts(const CounterpartsOptions& options, Console& console) {
  const absl::StatusOr<v1::ListCounterpartsResponse> response = ListCounterparts(options);
  if (!response.ok()) return response.status();
  switch (const OutputFormat format = ChooseFormat(options.query.format, console)) {
    case OutputFormat::kJsonl:
      for (const v1::Counterpart& counterpart : response->counterparts()) WriteJson(counterpart, format, console.out);
      break;
    case OutputFormat::kJson:
      WriteJson(*response, format, console.out);
      break;
    default:
      console.out << CounterpartsText(*response, LayoutFor(console));
  }
  return absl::OkStatus();
}

}  // namespace

void AddCounterpartsCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<CounterpartsOptions>();
  CLI::App* command =
      program.add_subcommand("counterparts", "List whom an entity deals with, how often and in which ways");
  command->add_option("name", options->name, "A name in any spelling, or entities/ID")->required()->type_name("NAME");
  AddFactFilterOptions(*command, options->filter);
  AddPageLimitOptions(*command, options->limit);
  AddQueryOptions(*command, options->query);
  command->footer("Example:\n  dateline counterparts --query=127.0.0.1:7402 --kind=event --since=2025 'Prak Sokhonn'");
  command->callback(
      [options, &action] { action = [options](Console& console) { return Counterparts(*options, console); }; });
}

}  // namespace dateline::cli
