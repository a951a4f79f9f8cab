#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/fact_filter.h"
#include "cli/fact_text.h"
#include "cli/json_output.h"
#include "cli/resumed_stream.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "grpcpp/support/sync_stream.h"

namespace dateline::cli {
namespace {

struct ExportOptions {
  FactFilterFlags filter;
  std::string resume_token;
  ServiceTarget target;
  OutputFormat format = OutputFormat::kAutomatic;
};

// How far an export got.
struct Progress {
  StreamProgress stream;
  int64_t fact_count = 0;
};

void WriteFact(const v1::Fact& fact, OutputFormat format, Console& console) {
  if (format == OutputFormat::kText) {
    console.out << FactText(fact, LayoutFor(console)) << '\n';
  } else {
    WriteJson(fact, format, console.out);
  }
}

// Writes what comes. UNAVAILABLE: the call broke, and may be made again.
absl::Status WriteStream(v1::QueryService::Stub& stub, const v1::ExportFactsRequest& request,
                         const ExportOptions& options, Progress& progress, Console& console) {
  const OutputFormat format = ChooseStreamFormat(options.format, console);
  grpc::ClientContext context;
  const auto reader = stub.ExportFacts(&context, request);
  for (v1::ExportFactsResponse response; reader->Read(&response);) {
    for (const v1::Fact& fact : response.facts()) WriteFact(fact, format, console);
    console.out.flush();
    if (absl::Status written = CheckOutput(console); !written.ok()) {
      context.TryCancel();
      reader->Finish();
      return written;
    }
    progress.fact_count += response.facts_size();
    ++progress.stream.message_count;
    progress.stream.resume_token = response.resume_token();
    if (response.resume_token().empty()) break;
  }
  const grpc::Status status = reader->Finish();
  return status.ok() ? absl::OkStatus() : CallError(status, options.target);
}

absl::Status Export(const ExportOptions& options, Console& console) {
  ServiceClient<v1::QueryService> client(options.target);
  v1::ExportFactsRequest request;
  absl::StatusOr<v1::FactFilter> filter = MakeFactFilter(options.filter, v1::Consistency(), client);
  if (!filter.ok()) return filter.status();
  *request.mutable_filter() = *std::move(filter);
  const auto channel = OpenChannel(options.target);
  if (!channel.ok()) return channel.status();
  v1::QueryService::Stub stub(*channel);
  Progress progress;
  progress.stream.resume_token = options.resume_token;
  const absl::Status written = ReadResuming(progress.stream, console, [&] {
    request.set_resume_token(progress.stream.resume_token);
    return WriteStream(stub, request, options, progress, console);
  });
  if (!written.ok()) return written;
  console.err << "exported " << progress.fact_count << (progress.fact_count == 1 ? " fact\n" : " facts\n");
  return absl::OkStatus();
}

}  // namespace

void AddExportCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* command =
      program.add_subcommand("export", "Write every fact that matches, at one state: in a pipe as JSON lines");
  AddFactFilterOptions(*command, options->filter);
  command->add_option("--resume", options->resume_token, "Go on where an export with the same filter broke off");
  AddQueryOption(*command, options->target);
  AddFormatOption(*command, options->format);
  command->footer("Example:\n  dateline export --query=127.0.0.1:7402 --kind=event > events.jsonl");
  command->callback([options, &action] { action = [options](Console& console) { return Export(*options, console); }; });
}

}  // namespace dateline::cli
