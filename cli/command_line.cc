#include "cli/command_line.h"

#include <algorithm>

#include "CLI/CLI.hpp"
#include "cli/commands.h"

namespace dateline::cli {
namespace {

constexpr char kFooter[] =
    "Environment:\n"
    "  DATELINE_INGEST, DATELINE_QUERY   where the services listen, as --ingest and --query\n"
    "Exit codes: 0 done, 1 an error, 2 bad usage.\n"
    "`dateline COMMAND --help` shows the flags of a command and an example.";

// CLI11 takes what follows `--flag=` for the flag's value; the empty string must be an argument of its own.
std::vector<std::string> SplitEmptyValues(const std::vector<std::string>& arguments) {
  std::vector<std::string> result;
  for (const std::string& argument : arguments) {
    if (argument.size() > 3 && argument.rfind("--", 0) == 0 && argument.find('=') == argument.size() - 1) {
      result.push_back(argument.substr(0, argument.size() - 1));
      result.emplace_back();
    } else {
      result.push_back(argument);
    }
  }
  return result;
}

}  // namespace

int RunCommandLine(const std::vector<std::string>& arguments, Console& console) {
  CLI::App program("Dateline reads news articles and answers who did or said what, with whom, when and where.",
                   "dateline");
  program.footer(kFooter);
  program.require_subcommand(1);
  Action action;
  AddExtractCommand(program, action);
  AddAnalyzeCommand(program, action);
  AddIngestCommand(program, action);
  AddCorrectCommand(program, action);
  AddRetractCommand(program, action);
  AddPurgeCommand(program, action);
  AddReextractCommand(program, action);
  AddFactsCommand(program, action);
  AddFactCommand(program, action);
  AddExplainCommand(program, action);
  AddWatchCommand(program, action);
  AddExportCommand(program, action);
  AddReportCommand(program, action);
  AddSearchCommand(program, action);
  AddTimelineCommand(program, action);
  AddAggregateCommand(program, action);
  AddCounterpartsCommand(program, action);
  AddEntityCommand(program, action);
  AddResolveCommand(program, action);
  AddStatusCommand(program, action);
  try {
    std::vector<std::string> reversed = SplitEmptyValues(arguments);
    std::reverse(reversed.begin(), reversed.end());
    program.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return program.exit(error, console.out, console.err) == 0 ? kExitDone : kExitBadUsage;
  }
  absl::Status done = action(console);
  console.out.flush();
  if (done.ok()) done = CheckOutput(console);
  if (done.ok()) return kExitDone;
  console.err << "dateline: " << done.message() << '\n';
  return kExitError;
}

}  // namespace dateline::cli
