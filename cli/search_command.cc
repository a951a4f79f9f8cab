#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/fact_filter.h"
#include "cli/json_output.h"
#include "cli/page_walk.h"
#include "cli/query_options.h"
#include "cli/search_text.h"

namespace dateline::cli {
namespace {

struct SearchOptions {
  std::vector<std::string> words;
  FactFilterFlags filter;
  FactListFlags list;
  PageLimit limit;
  QueryOptions query;
};

absl::StatusOr<v1::SearchFactsResponse> SearchFacts(const SearchOptions& options) {
  ServiceClient<v1::QueryService> client(options.query.target);
  v1::SearchFactsRequest request;
  request.set_query(absl::StrJoin(options.words, " "));
  absl::Status filtered = ApplyFactFilter(options.filter, options.query, client, request);
  if (!filtered.ok()) return filtered;
  ApplyListFlags(options.list, request);
  return WalkPages(client, &v1::QueryService::Stub::SearchFacts, request, &v1::SearchFactsResponse::mutable_hits,
                   options.limit);
}

absl::Status Search(const SearchOptions& options, Console& console) {
  const absl::StatusOr<v1::SearchFactsResponse> response = SearchFacts(options);
  if (!response.ok()) return response.status();
  switch (const OutputFormat format = ChooseFormat(options.query.format, console)) {
    case OutputFormat::kJsonl:
      for (const v1::FactHit& hit : response->hits()) WriteJson(hit, format, console.out);
      break;
    case OutputFormat::kJson:
      WriteJson(*response, format, console.out);
      break;
    default:
      for (const v1::FactHit& hit : response->hits()) console.out << HitText(hit, LayoutFor(console)) << '\n';
      console.out << response->hits_size() << (response->hits_size() == 1 ? " fact" : " facts")
                  << (response->next_page_token().empty() ? "\n" : " shown; there are more: use --limit or --all\n");
  }
  return absl::OkStatus();
}

}  // namespace

void AddSearchCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<SearchOptions>();
  CLI::App* command = program.add_subcommand(
      "search", "Find facts by the words of their sentences, themes and names, the most relevant first");
  command
      ->add_option("words", options->words,
                   "All of them, or with OR one; \"a phrase\", begin*, NOT word; in quotation marks of the shell")
      ->required()
      ->type_name("WORDS");
  AddFactFilterOptions(*command, options->filter);
  AddFactListOptions(*command, options->list);
  AddPageLimitOptions(*command, options->limit);
  AddQueryOptions(*command, options->query);
  command->footer(
      "Example:\n  dateline search --query=127.0.0.1:7402 --since=2025 '\"border talks\" OR (ceasefire NOT Gaza)'");
  command->callback([options, &action] { action = [options](Console& console) { return Search(*options, console); }; });
}

}  // namespace dateline::cli
