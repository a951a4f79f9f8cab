#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/fact_filter.h"
#include "cli/json_output.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "grpcpp/support/sync_stream.h"

namespace dateline::cli {
namespace {

// A stream that breaks is taken up again so often without a message in between.
constexpr int kAttempts = 5;
constexpr absl::Duration kPause = absl::Seconds(1);

struct ExportOptions {
  FactFilterFlags filter;
  std::string resume_token;
  ServiceTarget target;
};

// How far an export got.
struct Progress {
  v1::ExportFactsRequest request;  // for the rest
  int64_t fact_count = 0;
  int64_t message_count = 0;
};

// Writes what comes. UNAVAILABLE: the call broke, and may be made again.
absl::Status WriteStream(v1::QueryService::Stub& stub, const ServiceTarget& target, Progress& progress,
                         Console& console) {
  grpc::ClientContext context;
  const auto reader = stub.ExportFacts(&context, progress.request);
  for (v1::ExportFactsResponse response; reader->Read(&response);) {
    for (const v1::Fact& fact : response.facts()) WriteJson(fact, OutputFormat::kJsonl, console.out);
    console.out.flush();
    if (absl::Status written = CheckOutput(console); !written.ok()) {
      context.TryCancel();
      reader->Finish();
      return written;
    }
    progress.fact_count += response.facts_size();
    ++progress.message_count;
    progress.request.set_resume_token(response.resume_token());
    if (response.resume_token().empty()) break;
  }
  const grpc::Status status = reader->Finish();
  return status.ok() ? absl::OkStatus() : CallError(status, target);
}

// After an error: how to get the rest.
absl::Status WithResumption(const absl::Status& error, const std::string& resume_token) {
  if (resume_token.empty()) return error;
  return absl::Status(error.code(), absl::StrCat(error.message(), "; go on with --resume=", resume_token));
}

absl::Status Export(const ExportOptions& options, Console& console) {
  ServiceClient<v1::QueryService> client(options.target);
  Progress progress;
  absl::StatusOr<v1::FactFilter> filter = MakeFactFilter(options.filter, v1::Consistency(), client);
  if (!filter.ok()) return filter.status();
  *progress.request.mutable_filter() = *std::move(filter);
  progress.request.set_resume_token(options.resume_token);
  const auto channel = OpenChannel(options.target);
  if (!channel.ok()) return channel.status();
  v1::QueryService::Stub stub(*channel);
  for (int attempt = 1;; ++attempt) {
    const int64_t before = progress.message_count;
    const absl::Status written = WriteStream(stub, options.target, progress, console);
    if (written.ok()) break;
    if (progress.message_count > before) attempt = 0;
    const bool may_go_on = absl::IsUnavailable(written) && progress.message_count > 0 && attempt < kAttempts;
    // What could not be written in whole is not to be taken for a beginning.
    if (!console.out) return written;
    if (!may_go_on) return WithResumption(written, progress.request.resume_token());
    absl::SleepFor(kPause);
  }
  console.err << "exported " << progress.fact_count << (progress.fact_count == 1 ? " fact\n" : " facts\n");
  return absl::OkStatus();
}

}  // namespace

void AddExportCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* command = program.add_subcommand("export", "Write every fact that matches as JSON lines, at one state");
  AddFactFilterOptions(*command, options->filter);
  command->add_option("--resume", options->resume_token, "Go on where an export with the same filter broke off");
  AddQueryOption(*command, options->target);
  command->footer("Example:\n  dateline export --query=127.0.0.1:7402 --kind=event > events.jsonl");
  command->callback([options, &action] { action = [options](Console& console) { return Export(*options, console); }; });
}

}  // namespace dateline::cli
