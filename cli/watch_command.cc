#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/fact_filter.h"
#include "cli/fact_text.h"
#include "cli/json_output.h"
#include "cli/labels.h"
#include "cli/resumed_stream.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "google/protobuf/util/time_util.h"
#include "grpcpp/support/sync_stream.h"

namespace dateline::cli {
namespace {

struct WatchOptions {
  FactFilterFlags filter;
  std::string words;
  bool present = false;
  std::string resume_token;
  int64_t max_events = 0;  // 0: until it is stopped
  ServiceTarget target;
  OutputFormat format = OutputFormat::kAutomatic;
};

std::string EventText(const v1::WatchEvent& event, const TextLayout& layout) {
  std::string line = absl::StrCat(EnumLabel(event.kind()), ", ", EnumLabel(event.cause()));
  if (event.has_record_time()) {
    absl::StrAppend(&line, ", ", google::protobuf::util::TimeUtil::ToString(event.record_time()));
  }
  if (!event.reason().empty()) absl::StrAppend(&line, ", \"", event.reason(), "\"");
  std::string text = absl::StrCat(Bold(line, layout), "\n");
  if (event.has_fact()) {
    absl::StrAppend(&text, FactText(event.fact(), layout));
  } else {
    absl::StrAppend(&text, "  ", event.fact_name(), event.purged_article(), "\n");
  }
  return absl::StrCat(text, "\n");
}

// How far a watch got.
struct Progress {
  StreamProgress stream;
  int64_t event_count = 0;
};

void WriteResponse(const v1::WatchFactsResponse& response, OutputFormat format, Console& console) {
  if (format != OutputFormat::kText) {
    WriteJson(response, format, console.out);  // bookmarks too, for their tokens
  } else if (!response.events().empty()) {
    const TextLayout layout = LayoutFor(console);
    for (const v1::WatchEvent& event : response.events()) console.out << EventText(event, layout);
    console.out << Dim(absl::StrCat("--resume=", response.resume_token()), layout) << "\n\n";
  }
  console.out.flush();
}

// Writes what comes. OK: there were enough events. UNAVAILABLE: the call broke, and may be made again.
absl::Status WriteStream(v1::QueryService::Stub& stub, const v1::WatchFactsRequest& request,
                         const WatchOptions& options, Progress& progress, Console& console) {
  const OutputFormat format = ChooseStreamFormat(options.format, console);
  grpc::ClientContext context;
  const auto reader = stub.WatchFacts(&context, request);
  for (v1::WatchFactsResponse response; reader->Read(&response);) {
    WriteResponse(response, format, console);
    progress.event_count += response.events_size();
    const absl::Status written = CheckOutput(console);
    const bool is_enough = options.max_events > 0 && progress.event_count >= options.max_events;
    if (!written.ok() || is_enough) {
      context.TryCancel();
      reader->Finish();
      return written;
    }
    ++progress.stream.message_count;
    progress.stream.resume_token = response.resume_token();
  }
  const grpc::Status status = reader->Finish();
  return status.ok() ? absl::OkStatus() : CallError(status, options.target);
}

absl::Status Watch(const WatchOptions& options, Console& console) {
  ServiceClient<v1::QueryService> client(options.target);
  v1::WatchFactsRequest request;
  absl::StatusOr<v1::FactFilter> filter = MakeFactFilter(options.filter, v1::Consistency(), client);
  if (!filter.ok()) return filter.status();
  *request.mutable_filter() = *std::move(filter);
  request.set_query(options.words);
  request.set_include_present(options.present);
  // A channel of its own: a stream that never ends should not share one with calls.
  const auto channel = OpenChannel(options.target);
  if (!channel.ok()) return channel.status();
  v1::QueryService::Stub stub(*channel);
  Progress progress;
  progress.stream.resume_token = options.resume_token;
  return ReadResuming(progress.stream, console, [&] {
    request.set_resume_token(progress.stream.resume_token);
    return WriteStream(stub, request, options, progress, console);
  });
}

}  // namespace

void AddWatchCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<WatchOptions>();
  CLI::App* command = program.add_subcommand("watch", "Show what begins and ceases to match, as it happens");
  AddFactFilterOptions(*command, options->filter);
  command->add_option("--words", options->words, "What the facts' texts must have, as `dateline search` takes it");
  command->add_flag("--present", options->present, "First everything that matches now");
  command->add_option("--resume", options->resume_token,
                      "Go on behind the response with this resumeToken; text names it");
  command->add_option("--max-events", options->max_events, "Stop after so many events")->check(CLI::PositiveNumber);
  AddQueryOption(*command, options->target);
  AddFormatOption(*command, options->format);
  command->footer("Example:\n  dateline watch --query=127.0.0.1:7402 --entity='Bui Thanh Son' >events.jsonl");
  command->callback([options, &action] { action = [options](Console& console) { return Watch(*options, console); }; });
}

}  // namespace dateline::cli
