#include <memory>
#include <string>
#include <vector>

#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/consistency_option.h"
#include "cli/entity_text.h"
#include "cli/json_output.h"
#include "cli/query_options.h"
#include "dateline/v1/query_service.grpc.pb.h"

namespace dateline::cli {
namespace {

constexpr int kMaxResults = 100;  // of the service

struct ResolveOptions {
  std::string text;
  std::vector<int> types;
  std::string country_code;
  std::string office;
  int limit = 10;
  QueryOptions query;
};

absl::Status Resolve(const ResolveOptions& options, Console& console) {
  v1::ResolveEntitiesRequest request;
  request.set_text(options.text);
  if (!options.types.empty()) request.set_type(static_cast<v1::EntityType>(options.types.back()));
  request.set_country_code(options.country_code);
  request.set_office(options.office);
  request.set_max_results(options.limit);
  *request.mutable_consistency() = MakeConsistency(options.query.as_of);
  ServiceClient<v1::QueryService> client(options.query.target);
  const auto response = client.Call(&v1::QueryService::Stub::ResolveEntities, request);
  if (!response.ok()) return response.status();
  const OutputFormat format = ChooseFormat(options.query.format, console);
  if (format == OutputFormat::kText) {
    console.out << ResolvedEntitiesText(*response, LayoutFor(console));
  } else {
    WriteJson(*response, format, console.out);
  }
  return absl::OkStatus();
}

}  // namespace

void AddResolveCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ResolveOptions>();
  CLI::App* command = program.add_subcommand("resolve", "List the entities that a name may mean, the likeliest first");
  command->add_option("name", options->text, "A name in any spelling")->required()->type_name("NAME");
  AddEnumOption(*command, "--type", *v1::EntityType_descriptor(), options->types, "Only entities of this type");
  command->add_option("--country", options->country_code, "Only entities of this country")->type_name("ISO-CODE");
  command->add_option("--office", options->office, "Only who holds or held such an office, as 'foreign minister'")
      ->type_name("WORDS");
  command->add_option("--limit", options->limit, "At most so many entities")
      ->capture_default_str()
      ->check(CLI::Range(1, kMaxResults));
  AddQueryOptions(*command, options->query);
  command->footer("Example:\n  dateline resolve --query=127.0.0.1:7402 --country=VN Son");
  command->callback(
      [options, &action] { action = [options](Console& console) { return Resolve(*options, console); }; });
}

}  // namespace dateline::cli
