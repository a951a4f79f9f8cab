#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/explanation_text.h"
#include "cli/json_output.h"
#include "dateline/v1/query_service.grpc.pb.h"

namespace dateline::cli {
namespace {

struct ExplainOptions {
  std::string name;
  ServiceTarget target;
  OutputFormat format = OutputFormat::kAutomatic;
};

absl::Status Explain(const ExplainOptions& options, Console& console) {
  ServiceClient<v1::QueryService> client(options.target);
  v1::ExplainFactRequest request;
  request.set_name(options.name);
  const auto response = client.Call(&v1::QueryService::Stub::ExplainFact, request);
  if (!response.ok()) return response.status();
  const OutputFormat format = ChooseFormat(options.format, console);
  if (format == OutputFormat::kText) {
    console.out << ExplanationText(*response, LayoutFor(console));
  } else {
    WriteJson(*response, format, console.out);
  }
  return absl::OkStatus();
}

}  // namespace

void AddExplainCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = program.add_subcommand(
      "explain", "Show why a fact is believed: evidence, who else says so or otherwise, and its history");
  command->add_option("name", options->name, "Resource name of the fact")
      ->required()
      ->type_name("articles/ID/facts/ID");
  AddQueryOption(*command, options->target);
  AddTimeoutOption(*command, options->target.timeout_seconds);
  AddFormatOption(*command, options->format);
  command->footer("Example:\n  dateline explain --query=127.0.0.1:7402 articles/ID/facts/ID");
  command->callback(
      [options, &action] { action = [options](Console& console) { return Explain(*options, console); }; });
}

}  // namespace dateline::cli
