#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/fact_counts_text.h"
#include "cli/fact_filter.h"
#include "cli/json_output.h"
#include "cli/query_options.h"

namespace dateline::cli {
namespace {

constexpr int kMaxGroups = 10'000;  // of the service

struct AggregateOptions {
  std::vector<int> dimensions;
  bool is_timeline = false;
  std::string words;
  int limit = 50;
  FactFilterFlags filter;
  QueryOptions query;
};

absl::StatusOr<v1::AggregateFactsResponse> AggregateFacts(const AggregateOptions& options) {
  ServiceClient<v1::QueryService> client(options.query.target);
  v1::AggregateFactsRequest request;
  for (const int dimension : options.dimensions) request.add_group_by(static_cast<v1::FactDimension>(dimension));
  request.set_query(options.words);
  request.set_max_groups(options.limit);
  request.set_order_by(options.is_timeline ? v1::FACT_GROUP_ORDER_KEY : v1::FACT_GROUP_ORDER_COUNT);
  absl::Status filtered = ApplyFactFilter(options.filter, options.query, client, request);
  if (!filtered.ok()) return filtered;
  return client.Call(&v1::QueryService::Stub::AggregateFacts, request);
}

absl::Status Aggregate(const AggregateOptions& options, Console& console) {
  const absl::StatusOr<v1::AggregateFactsResponse> response = AggregateFacts(options);
  if (!response.ok()) return response.status();
  const TextLayout layout = LayoutFor(console);
  switch (const OutputFormat format = ChooseFormat(options.query.format, console)) {
    case OutputFormat::kJsonl:
      for (const v1::FactGroup& group : response->groups()) WriteJson(group, format, console.out);
      break;
    case OutputFormat::kJson:
      WriteJson(*response, format, console.out);
      break;
    default:
      console.out << (options.is_timeline ? TimelineText(*response, layout)
                                          : GroupsText(*response, options.dimensions, layout));
  }
  return absl::OkStatus();
}

void AddOptions(CLI::App& command, const std::shared_ptr<AggregateOptions>& options, Action& action) {
  command.add_option("--search", options->words, "Only facts with these words, as in `dateline search`")
      ->type_name("WORDS");
  AddFactFilterOptions(command, options->filter);
  AddQueryOptions(command, options->query);
  command.callback(
      [options, &action] { action = [options](Console& console) { return Aggregate(*options, console); }; });
}

}  // namespace

void AddAggregateCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<AggregateOptions>();
  CLI::App* command = program.add_subcommand("aggregate", "Count facts by what they have in common, the most first");
  AddEnumOption(*command, "--by", *v1::FactDimension_descriptor(), options->dimensions, "By what; one to three");
  command->get_option("--by")->required();
  command->add_option("--limit", options->limit, "At most so many groups")
      ->capture_default_str()
      ->check(CLI::Range(1, kMaxGroups));
  command->footer(
      "Example:\n  dateline aggregate --query=127.0.0.1:7402 --by=entity,event_type --country=VN --limit=20");
  AddOptions(*command, options, action);
}

void AddTimelineCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<AggregateOptions>();
  options->is_timeline = true;
  options->limit = kMaxGroups;
  options->dimensions = {v1::FACT_DIMENSION_MONTH};
  CLI::App* command = program.add_subcommand("timeline", "Count facts over time, the earliest first");
  const std::map<std::string, int> spans = {{"day", v1::FACT_DIMENSION_DAY},
                                            {"week", v1::FACT_DIMENSION_WEEK},
                                            {"month", v1::FACT_DIMENSION_MONTH},
                                            {"year", v1::FACT_DIMENSION_YEAR}};
  command
      ->add_option_function<std::string>(
          "--by", [options, spans](const std::string& span) { options->dimensions = {spans.at(span)}; },
          "How long a bar is; without it a month")
      ->check(CLI::IsMember({"day", "week", "month", "year"}));
  command->footer(
      "Example:\n  dateline timeline --query=127.0.0.1:7402 --by=week --entity='Prak Sokhonn' --since=2025");
  AddOptions(*command, options, action);
}

}  // namespace dateline::cli
