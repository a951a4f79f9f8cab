#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
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

struct ExportOptions {
  FactFilterFlags filter;
  ServiceTarget target;
};

// Writes what comes and notes how far it got. False: the call broke, and may be made again.
absl::StatusOr<bool> WriteStream(v1::QueryService::Stub& stub, const ServiceTarget& target,
                                 v1::ExportFactsRequest& request, int64_t& fact_count, Console& console) {
  grpc::ClientContext context;
  const auto reader = stub.ExportFacts(&context, request);
  bool has_progressed = false;
  for (v1::ExportFactsResponse response; reader->Read(&response);) {
    for (const v1::Fact& fact : response.facts()) WriteJson(fact, OutputFormat::kJsonl, console.out);
    fact_count += response.facts_size();
    request.set_resume_token(response.resume_token());
    has_progressed = true;
    if (response.resume_token().empty()) break;
  }
  const grpc::Status status = reader->Finish();
  if (status.ok()) return true;
  const bool may_go_on = status.error_code() == grpc::StatusCode::UNAVAILABLE && has_progressed;
  if (may_go_on) return false;
  return CallError(status, target);
}

absl::Status Export(const ExportOptions& options, Console& console) {
  ServiceClient<v1::QueryService> client(options.target);
  v1::ExportFactsRequest request;
  absl::StatusOr<v1::FactFilter> filter = MakeFactFilter(options.filter, v1::Consistency(), client);
  if (!filter.ok()) return filter.status();
  *request.mutable_filter() = *std::move(filter);
  v1::QueryService::Stub stub(OpenChannel(options.target));
  int64_t fact_count = 0;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const absl::StatusOr<bool> done = WriteStream(stub, options.target, request, fact_count, console);
    if (!done.ok()) return done.status();
    if (!*done) continue;
    console.err << "exported " << fact_count << (fact_count == 1 ? " fact\n" : " facts\n");
    return absl::OkStatus();
  }
  return absl::UnavailableError(absl::StrCat("the export broke off ", kAttempts, " times; try again"));
}

}  // namespace

void AddExportCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* command = program.add_subcommand("export", "Write every fact that matches as JSON lines, at one state");
  AddFactFilterOptions(*command, options->filter);
  AddQueryOption(*command, options->target);
  command->footer("Example:\n  dateline export --query=127.0.0.1:7402 --kind=event > events.jsonl");
  command->callback([options, &action] { action = [options](Console& console) { return Export(*options, console); }; });
}

}  // namespace dateline::cli
