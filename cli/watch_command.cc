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

absl::Status Watch(const WatchOptions& options, Console& console) {
  ServiceClient<v1::QueryService> client(options.target);
  v1::WatchFactsRequest request;
  absl::StatusOr<v1::FactFilter> filter = MakeFactFilter(options.filter, v1::Consistency(), client);
  if (!filter.ok()) return filter.status();
  *request.mutable_filter() = *std::move(filter);
  request.set_query(options.words);
  request.set_include_present(options.present);
  request.set_resume_token(options.resume_token);
  const OutputFormat format = ChooseFormat(options.format, console);
  // A channel of its own: a stream that never ends should not share one with calls.
  const auto channel = OpenChannel(options.target);
  if (!channel.ok()) return channel.status();
  v1::QueryService::Stub stub(*channel);
  grpc::ClientContext context;
  const auto reader = stub.WatchFacts(&context, request);
  int64_t given = 0;
  for (v1::WatchFactsResponse response; reader->Read(&response);) {
    if (format != OutputFormat::kText && !response.events().empty()) WriteJson(response, format, console.out);
    for (const v1::WatchEvent& event : response.events()) {
      if (format == OutputFormat::kText) console.out << EventText(event, LayoutFor(console));
      ++given;
    }
    console.out.flush();
    const absl::Status written = CheckOutput(console);
    if (!written.ok()) {
      context.TryCancel();
      reader->Finish();
      return written;
    }
    if (options.max_events > 0 && given >= options.max_events) {
      context.TryCancel();
      reader->Finish();
      return absl::OkStatus();
    }
  }
  return CallError(reader->Finish(), options.target);
}

}  // namespace

void AddWatchCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<WatchOptions>();
  CLI::App* command = program.add_subcommand("watch", "Show what begins and ceases to match, as it happens");
  AddFactFilterOptions(*command, options->filter);
  command->add_option("--words", options->words, "What the facts' texts must have, as `dateline search` takes it");
  command->add_flag("--present", options->present, "First everything that matches now");
  command->add_option("--resume", options->resume_token, "Go on behind the response with this resumeToken");
  command->add_option("--max-events", options->max_events, "Stop after so many events")->check(CLI::PositiveNumber);
  AddQueryOption(*command, options->target);
  AddFormatOption(*command, options->format);
  command->footer("Example:\n  dateline watch --query=127.0.0.1:7402 --entity='Bui Thanh Son' --format=jsonl");
  command->callback([options, &action] { action = [options](Console& console) { return Watch(*options, console); }; });
}

}  // namespace dateline::cli
