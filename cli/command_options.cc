#include "cli/command_options.h"

#include <map>

#include "cli/labels.h"
#include "platform/rpc/server_flags.h"

namespace dateline::cli {
namespace {

constexpr int kMaxTimeoutSeconds = 3600;

void AddSecurityOptions(CLI::App& command, rpc::ClientSecurity& security) {
  constexpr char kPlaintext[] = "--allow-plaintext";
  rpc::AddClientFlags(command, "", security);
  CLI::Option* option = command.get_option_no_throw(kPlaintext);
  if (option == nullptr) {
    // The value goes to each that asks for it, not to one variable.
    option = command.add_flag_function(
        kPlaintext, [](int64_t) {}, "Call other machines without TLS");
  }
  option->each([&security](const std::string& value) { security.allow_plaintext = value == "true"; });
}

void AddTargetOption(CLI::App& command, ServiceTarget& target, const std::string& flag, const std::string& variable) {
  target.option = flag + " or " + variable;
  command.add_option(flag, target.address, "Where " + target.program + " listens")
      ->type_name("HOST:PORT")
      ->envname(variable)
      ->required();
  AddSecurityOptions(command, target.security);
}

}  // namespace

void AddFormatOption(CLI::App& command, OutputFormat& format) {
  static const auto* const kFormats = new std::map<std::string, OutputFormat>{
      {"text", OutputFormat::kText}, {"json", OutputFormat::kJson}, {"jsonl", OutputFormat::kJsonl}};
  command
      .add_option_function<std::string>(
          "--format", [&format](const std::string& name) { format = kFormats->at(name); },
          "Form of the answer; without it text on a terminal, else json")
      ->check(CLI::IsMember({"text", "json", "jsonl"}));
}

void AddPublishedOption(CLI::App& command, std::string& published) {
  command.add_option("--published", published, "Date of publication, which relative times need; empty: unknown")
      ->check(DateValidator());
}

void AddIngestOption(CLI::App& command, ServiceTarget& target) {
  target.program = "dateline-ingest";
  AddTargetOption(command, target, "--ingest", "DATELINE_INGEST");
}

void AddQueryOption(CLI::App& command, ServiceTarget& target) {
  target.program = "dateline-query";
  AddTargetOption(command, target, "--query", "DATELINE_QUERY");
}

void AddQueryListOption(CLI::App& command, ServiceTarget& target, std::vector<std::string>& addresses) {
  target.program = "dateline-query";
  target.option = "--query or DATELINE_QUERY";
  command.add_option("--query", addresses, "Where dateline-query listens, of each index")
      ->type_name("HOST:PORT")
      ->envname("DATELINE_QUERY")
      ->delimiter(',')
      ->take_all()
      ->expected(1)
      ->required();
  AddSecurityOptions(command, target.security);
}

void AddTimeoutOption(CLI::App& command, int& timeout_seconds) {
  command.add_option("--timeout", timeout_seconds, "How long to wait for an answer, in seconds")
      ->capture_default_str()
      ->check(CLI::Range(1, kMaxTimeoutSeconds));
}

void AddEnumOption(CLI::App& command, const std::string& flag, const google::protobuf::EnumDescriptor& descriptor,
                   std::vector<int>& numbers, const std::string& description) {
  const std::map<std::string, int> labels = EnumLabels(descriptor);
  std::vector<std::string> names;
  for (const auto& [name, number] : labels) names.push_back(name);
  command
      .add_option_function<std::vector<std::string>>(
          flag,
          [labels, &numbers](const std::vector<std::string>& chosen) {
            for (const std::string& name : chosen) numbers.push_back(labels.at(name));
          },
          description)
      ->delimiter(',')
      ->take_all()
      ->expected(1)
      ->check(CLI::IsMember(names));
}

CLI::Validator DateValidator() {
  return CLI::Validator(
      [](const std::string& text) {
        return text.empty() ? std::string() : std::string(ParseDate(text).status().message());
      },
      "DATE");
}

TextLayout LayoutFor(const Console& console) {
  return {.width_columns = console.width_columns, .terminal = console.out_is_terminal};
}

}  // namespace dateline::cli
