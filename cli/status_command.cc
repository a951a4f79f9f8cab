#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/json_output.h"
#include "cli/status_text.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "dateline/v1/query_service.grpc.pb.h"

namespace dateline::cli {
namespace {

struct StatusOptions {
  ServiceTarget ingest;
  ServiceTarget query;
  OutputFormat format = OutputFormat::kAutomatic;
};

using FeedAnswer = absl::StatusOr<v1::GetFeedInfoResponse>;
using IndexAnswer = absl::StatusOr<v1::GetIndexStatusResponse>;

// One JSON object: the answers under "feed" and "index", those that came.
void WriteStatusJson(const FeedAnswer& feed, const IndexAnswer& index, bool indented, std::ostream& out) {
  out << '{';
  if (feed.ok()) out << "\"feed\": " << ToJson(*feed, indented);
  if (feed.ok() && index.ok()) out << ", ";
  if (index.ok()) out << "\"index\": " << ToJson(*index, indented);
  out << "}\n";
}

absl::Status ShowStatus(const StatusOptions& options, Console& console) {
  ServiceTarget ingest_target = options.ingest;
  ingest_target.timeout_seconds = options.query.timeout_seconds;
  ServiceClient<v1::FeedService> ingest(ingest_target);
  ServiceClient<v1::QueryService> query(options.query);
  const FeedAnswer feed = ingest.Call(&v1::FeedService::Stub::GetFeedInfo, v1::GetFeedInfoRequest());
  const IndexAnswer index = query.Call(&v1::QueryService::Stub::GetIndexStatus, v1::GetIndexStatusRequest());
  const OutputFormat format = ChooseFormat(options.format, console);
  if (format == OutputFormat::kText) {
    if (feed.ok()) console.out << FeedStatusText(*feed, LayoutFor(console));
    if (index.ok()) console.out << IndexStatusText(*index, LayoutFor(console));
  } else {
    WriteStatusJson(feed, index, format == OutputFormat::kJson, console.out);
  }
  if (!feed.ok() && !index.ok()) {
    return absl::UnavailableError(absl::StrCat(feed.status().message(), "; ", index.status().message()));
  }
  return feed.ok() ? index.status() : feed.status();
}

}  // namespace

void AddStatusCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<StatusOptions>();
  CLI::App* command = program.add_subcommand("status", "Show how far both services are");
  AddIngestOption(*command, options->ingest);
  AddQueryOption(*command, options->query);
  AddTimeoutOption(*command, options->query.timeout_seconds);
  AddFormatOption(*command, options->format);
  command->footer("Example:\n  dateline status --ingest=127.0.0.1:7401 --query=127.0.0.1:7402");
  command->callback(
      [options, &action] { action = [options](Console& console) { return ShowStatus(*options, console); }; });
}

}  // namespace dateline::cli
