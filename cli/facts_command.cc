#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/fact_filter.h"
#include "cli/fact_text.h"
#include "cli/json_output.h"
#include "cli/page_walk.h"
#include "cli/query_options.h"

namespace dateline::cli {
namespace {

struct FactsOptions {
  FactFilterFlags filter;
  FactListFlags list;
  PageLimit limit;
  QueryOptions query;
};

absl::StatusOr<v1::ListFactsResponse> ListFacts(const FactsOptions& options) {
  ServiceClient<v1::QueryService> client(options.query.target);
  v1::ListFactsRequest request;
  absl::Status filtered = ApplyFactFilter(options.filter, options.query, client, request);
  if (!filtered.ok()) return filtered;
  ApplyListFlags(options.list, request);
  return WalkPages(client, &v1::QueryService::Stub::ListFacts, request, &v1::ListFactsResponse::mutable_facts,
                   options.limit);
}

void WriteFactsText(const v1::ListFactsResponse& response, Console& console) {
  for (const v1::Fact& fact : response.facts()) console.out << FactText(fact, LayoutFor(console)) << '\n';
  console.out << response.facts_size() << (response.facts_size() == 1 ? " fact" : " facts")
              << (response.next_page_token().empty() ? "\n" : " shown; there are more: use --limit or --all\n");
}

absl::Status Facts(const FactsOptions& options, Console& console) {
  const absl::StatusOr<v1::ListFactsResponse> response = ListFacts(options);
  if (!response.ok()) return response.status();
  switch (const OutputFormat format = ChooseFormat(options.query.format, console)) {
    case OutputFormat::kJsonl:
      for (const v1::Fact& fact : response->facts()) WriteJson(fact, format, console.out);
      break;
    case OutputFormat::kJson:
      WriteJson(*response, format, console.out);
      break;
    default:
      WriteFactsText(*response, console);
  }
  return absl::OkStatus();
}

}  // namespace

void AddFactsCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<FactsOptions>();
  CLI::App* command =
      program.add_subcommand("facts", "List facts, the most recently recorded first unless told otherwise");
  AddFactFilterOptions(*command, options->filter);
  AddFactListOptions(*command, options->list);
  AddPageLimitOptions(*command, options->limit);
  AddQueryOptions(*command, options->query);
  command->footer(
      "Example:\n  dateline facts --query=127.0.0.1:7402 --entity='Bui Thanh Son' --type=consult --since=2025-08");
  command->callback([options, &action] { action = [options](Console& console) { return Facts(*options, console); }; });
}

}  // namespace dateline::cli
