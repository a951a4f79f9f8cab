#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/fact_filter.h"
#include "cli/fact_text.h"
#include "cli/json_output.h"

namespace dateline::cli {
namespace {

constexpr int kDefaultLimit = 50;
constexpr int kMaxLimit = 1000000;
constexpr int kMaxPageSize = 1000;  // of the service

struct FactsOptions {
  FactFilterFlags filter;
  int limit = kDefaultLimit;
  bool all = false;
  ServiceTarget target;
  OutputFormat format = OutputFormat::kAutomatic;
};

// Walks over pages until `limit` facts are there or no more come; next_page_token is set when more would.
absl::StatusOr<v1::ListFactsResponse> ListFacts(const FactsOptions& options, ServiceClient<v1::QueryService>& client) {
  v1::ListFactsRequest request;
  absl::StatusOr<v1::FactFilter> filter = MakeFactFilter(options.filter, client);
  if (!filter.ok()) return filter.status();
  *request.mutable_filter() = *std::move(filter);
  v1::ListFactsResponse result;
  do {
    const int missing = options.all ? kMaxPageSize : options.limit - result.facts_size();
    request.set_page_size(std::min(kMaxPageSize, missing));
    request.set_page_token(result.next_page_token());
    absl::StatusOr<v1::ListFactsResponse> page = client.Call(&v1::QueryService::Stub::ListFacts, request);
    if (!page.ok()) return page.status();
    result.set_next_page_token(page->next_page_token());
    result.set_revision_token(page->revision_token());
    for (v1::Fact& fact : *page->mutable_facts()) *result.add_facts() = std::move(fact);
  } while (!result.next_page_token().empty() && (options.all || result.facts_size() < options.limit));
  return result;
}

void WriteFactsText(const v1::ListFactsResponse& response, Console& console) {
  for (const v1::Fact& fact : response.facts()) console.out << FactText(fact, LayoutFor(console)) << '\n';
  console.out << response.facts_size() << (response.facts_size() == 1 ? " fact" : " facts")
              << (response.next_page_token().empty() ? "\n" : " shown; there are more: use --limit or --all\n");
}

absl::Status Facts(const FactsOptions& options, Console& console) {
  ServiceClient<v1::QueryService> client(options.target);
  const absl::StatusOr<v1::ListFactsResponse> response = ListFacts(options, client);
  if (!response.ok()) return response.status();
  switch (const OutputFormat format = ChooseFormat(options.format, console)) {
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
  CLI::App* command = program.add_subcommand("facts", "List facts, the most recently recorded first");
  AddFactFilterOptions(*command, options->filter);
  CLI::Option* limit = command->add_option("--limit", options->limit, "At most so many facts")
                           ->capture_default_str()
                           ->check(CLI::Range(1, kMaxLimit));
  command->add_flag("--all", options->all, "Every fact that matches")->excludes(limit);
  AddQueryOption(*command, options->target);
  AddTimeoutOption(*command, options->target.timeout_seconds);
  AddFormatOption(*command, options->format);
  command->footer(
      "Example:\n  dateline facts --query=127.0.0.1:7402 --entity='Bui Thanh Son' --type=consult --since=2025-08");
  command->callback([options, &action] { action = [options](Console& console) { return Facts(*options, console); }; });
}

}  // namespace dateline::cli
