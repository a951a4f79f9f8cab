#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/checksum_comparison.h"
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
  std::vector<std::string> query_addresses;
  OutputFormat format = OutputFormat::kAutomatic;
};

using FeedAnswer = absl::StatusOr<v1::GetFeedInfoResponse>;

// The indexes that answered; `failure` is that of the first that did not.
struct IndexAnswers {
  std::vector<IndexAt> indexes;
  absl::Status failure;
};

IndexAnswers AskIndexes(const StatusOptions& options) {
  IndexAnswers answers;
  for (const std::string& address : options.query_addresses) {
    ServiceTarget target = options.query;
    target.address = address;
    ServiceClient<v1::QueryService> query(target);
    absl::StatusOr<v1::GetIndexStatusResponse> status =
        query.Call(&v1::QueryService::Stub::GetIndexStatus, v1::GetIndexStatusRequest());
    if (status.ok()) {
      answers.indexes.push_back({address, *std::move(status)});
    } else if (answers.failure.ok()) {
      answers.failure = status.status();
    }
  }
  return answers;
}

// One JSON object: "feed", then "indexes" by address, those that answered; of several whether their "checksumsAgree",
// if two can be compared.
void WriteStatusJson(const FeedAnswer& feed, const std::vector<IndexAt>& indexes, const ChecksumComparison& comparison,
                     bool indented, std::ostream& out) {
  std::vector<std::string> members;
  if (feed.ok()) members.push_back(absl::StrCat("\"feed\": ", ToJson(*feed, indented)));
  std::vector<std::string> elements;
  for (const IndexAt& index : indexes) {
    // An address is host:port, which JSON takes as it is.
    elements.push_back(
        absl::StrCat("{\"address\": \"", index.address, "\", \"index\": ", ToJson(index.status, indented), "}"));
  }
  members.push_back(absl::StrCat("\"indexes\": [", absl::StrJoin(elements, ", "), "]"));
  if (comparison.compared > 0) {
    members.push_back(absl::StrCat("\"checksumsAgree\": ", comparison.difference.empty() ? "true" : "false"));
  }
  out << '{' << absl::StrJoin(members, ", ") << "}\n";
}

absl::Status ShowStatus(const StatusOptions& options, Console& console) {
  ServiceTarget ingest_target = options.ingest;
  ingest_target.timeout_seconds = options.query.timeout_seconds;
  ServiceClient<v1::FeedService> ingest(ingest_target);
  const FeedAnswer feed = ingest.Call(&v1::FeedService::Stub::GetFeedInfo, v1::GetFeedInfoRequest());
  const IndexAnswers answers = AskIndexes(options);
  const ChecksumComparison comparison = CompareChecksums(answers.indexes);
  const OutputFormat format = ChooseFormat(options.format, console);
  if (format == OutputFormat::kText) {
    if (feed.ok()) console.out << FeedStatusText(*feed, LayoutFor(console));
    for (const IndexAt& index : answers.indexes) console.out << IndexStatusText(index, LayoutFor(console));
    console.out << ComparisonText(answers.indexes, comparison);
  } else {
    WriteStatusJson(feed, answers.indexes, comparison, format == OutputFormat::kJson, console.out);
  }
  if (!feed.ok() && !answers.failure.ok()) {
    return absl::UnavailableError(absl::StrCat(feed.status().message(), "; ", answers.failure.message()));
  }
  if (!feed.ok()) return feed.status();
  if (!answers.failure.ok()) return answers.failure;
  return comparison.difference.empty() ? absl::OkStatus() : absl::DataLossError(comparison.difference);
}

}  // namespace

void AddStatusCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<StatusOptions>();
  CLI::App* command = program.add_subcommand("status", "Show how far both services are, and whether indexes agree");
  AddIngestOption(*command, options->ingest);
  AddQueryListOption(*command, options->query, options->query_addresses);
  AddTimeoutOption(*command, options->query.timeout_seconds);
  AddFormatOption(*command, options->format);
  command->footer(
      "Exit code 1: one does not answer, or two indexes differ at one change.\n"
      "Example:\n  dateline status --ingest=127.0.0.1:7401 --query=127.0.0.1:7402,127.0.0.1:7403");
  command->callback(
      [options, &action] { action = [options](Console& console) { return ShowStatus(*options, console); }; });
}

}  // namespace dateline::cli
