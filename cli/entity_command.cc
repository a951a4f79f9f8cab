#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/consistency_option.h"
#include "cli/entity_lookup.h"
#include "cli/entity_text.h"
#include "cli/json_output.h"
#include "cli/query_options.h"

namespace dateline::cli {
namespace {

struct EntityOptions {
  std::string name;
  QueryOptions query;
};

absl::Status ShowEntity(const EntityOptions& options, Console& console) {
  ServiceClient<v1::QueryService> client(options.query.target);
  v1::GetEntityRequest request;
  *request.mutable_consistency() = MakeConsistency(options.query.as_of);
  const absl::StatusOr<std::vector<std::string>> names = LookUpEntities(client, options.name, request.consistency());
  if (!names.ok()) return names.status();
  request.set_name(names->front());
  const auto response = client.Call(&v1::QueryService::Stub::GetEntity, request);
  if (!response.ok()) return response.status();
  const OutputFormat format = ChooseFormat(options.query.format, console);
  if (format != OutputFormat::kText) {
    WriteJson(*response, format, console.out);
    return absl::OkStatus();
  }
  console.out << EntityText(*response, LayoutFor(console));
  if (names->size() > 1) {
    console.out << "The name fits " << names->size() << " entities; `dateline resolve` lists them.\n";
  }
  return absl::OkStatus();
}

}  // namespace

void AddEntityCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<EntityOptions>();
  CLI::App* command = program.add_subcommand("entity", "Show one entity with its other names and its offices");
  command->add_option("name", options->name, "A name in any spelling, or entities/ID")->required()->type_name("NAME");
  AddQueryOptions(*command, options->query);
  command->footer("Example:\n  dateline entity --query=127.0.0.1:7402 'Prak Sokhonn'");
  command->callback(
      [options, &action] { action = [options](Console& console) { return ShowEntity(*options, console); }; });
}

}  // namespace dateline::cli
