// The commands of `dateline`.
#ifndef DATELINE_CLI_COMMANDS_H_
#define DATELINE_CLI_COMMANDS_H_

#include <functional>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "cli/console.h"

namespace dateline::cli {

// What the command line asks for. An error is explained in its message, in one line.
using Action = std::function<absl::Status(Console&)>;

// Each adds its command to `program`; when the command line names it, `action` becomes what it does. `action` must
// outlive the parsing of the command line.
void AddExtractCommand(CLI::App& program, Action& action);
void AddAnalyzeCommand(CLI::App& program, Action& action);
void AddIngestCommand(CLI::App& program, Action& action);
void AddCorrectCommand(CLI::App& program, Action& action);
void AddRetractCommand(CLI::App& program, Action& action);
void AddPurgeCommand(CLI::App& program, Action& action);
void AddReextractCommand(CLI::App& program, Action& action);
void AddFactsCommand(CLI::App& program, Action& action);
void AddFactCommand(CLI::App& program, Action& action);
void AddExplainCommand(CLI::App& program, Action& action);
void AddWatchCommand(CLI::App& program, Action& action);
void AddExportCommand(CLI::App& program, Action& action);
void AddReportCommand(CLI::App& program, Action& action);
void AddSearchCommand(CLI::App& program, Action& action);
void AddTimelineCommand(CLI::App& program, Action& action);
void AddAggregateCommand(CLI::App& program, Action& action);
void AddCounterpartsCommand(CLI::App& program, Action& action);
void AddEntityCommand(CLI::App& program, Action& action);
void AddResolveCommand(CLI::App& program, Action& action);
void AddStatusCommand(CLI::App& program, Action& action);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_COMMANDS_H_
