#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "cli/article_report.h"
#include "cli/article_source.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/counterpart_graph.h"
#include "cli/entity_lookup.h"
#include "cli/entity_report.h"
#include "cli/page_walk.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "platform/process/program_directory.h"

namespace dateline::cli {
namespace {

constexpr int kLatestFacts = 20;
constexpr size_t kMostExplained = 50;  // facts of an article
constexpr absl::Duration kPause = absl::Milliseconds(200);

struct ReportOptions {
  std::string subject;
  std::string file;
  ServiceTarget query;
  ServiceTarget ingest;
};

using QueryClient = ServiceClient<v1::QueryService>;

// In the order of the article's text, and the state that was read.
struct FactsAtState {
  std::vector<v1::Fact> facts;
  std::string revision_token;
};

absl::StatusOr<FactsAtState> FactsOfArticle(QueryClient& client, const std::string& article) {
  v1::ListFactsRequest request;
  request.mutable_filter()->set_article(article);
  const auto facts = WalkPages(client, &v1::QueryService::Stub::ListFacts, request,
                               &v1::ListFactsResponse::mutable_facts, {.all = true});
  if (!facts.ok()) return facts.status();
  FactsAtState read{{facts->facts().begin(), facts->facts().end()}, facts->revision_token()};
  SortByPlace(read.facts);
  return read;
}

// Of the first facts, by name, at the same state.
absl::StatusOr<std::map<std::string, v1::ExplainFactResponse>> Explain(QueryClient& client, const FactsAtState& read) {
  std::map<std::string, v1::ExplainFactResponse> explanations;
  v1::ExplainFactRequest request;
  request.mutable_consistency()->set_at_exact(read.revision_token);
  for (size_t i = 0; i < read.facts.size() && i < kMostExplained; ++i) {
    request.set_name(read.facts[i].name());
    auto response = client.Call(&v1::QueryService::Stub::ExplainFact, request);
    if (!response.ok()) return response.status();
    explanations[request.name()] = *std::move(response);
  }
  return explanations;
}

// Waits until the query service has read everything that the ingest service has now.
absl::Status AwaitIndex(const ReportOptions& options, QueryClient& client) {
  const absl::Time deadline = absl::Now() + absl::Seconds(options.query.timeout_seconds);
  ServiceClient<v1::FeedService> feed(options.ingest);
  const auto head = feed.Call(&v1::FeedService::Stub::GetFeedInfo, v1::GetFeedInfoRequest());
  if (!head.ok()) return head.status();
  while (true) {
    const auto index = client.Call(&v1::QueryService::Stub::GetIndexStatus, v1::GetIndexStatusRequest());
    if (!index.ok()) return index.status();
    if (index->applied_offset() >= head->head_offset()) return absl::OkStatus();
    if (absl::Now() + kPause > deadline) {
      return absl::DeadlineExceededError(absl::StrCat(
          "the query service does not know all of ", options.subject, " yet: it has read change ",
          index->applied_offset(), " of ", head->head_offset(), "; try again, or wait longer with --timeout"));
    }
    absl::SleepFor(kPause);
  }
}

absl::StatusOr<std::string> MakeArticleReport(const ReportOptions& options, QueryClient& client,
                                              const std::string& style) {
  ServiceClient<v1::IngestService> ingest(options.ingest);
  v1::GetArticleRequest request;
  request.set_name(options.subject);
  const auto article = ingest.Call(&v1::IngestService::Stub::GetArticle, request);
  if (!article.ok()) return article.status();
  absl::StatusOr<FactsAtState> read = FactsOfArticle(client, options.subject);
  if (!read.ok()) return read.status();
  if (read->facts.empty()) {
    // There are none, or it has not heard of them.
    if (absl::Status awaited = AwaitIndex(options, client); !awaited.ok()) return awaited;
    read = FactsOfArticle(client, options.subject);
    if (!read.ok()) return read.status();
  }
  for (const v1::Fact& fact : read->facts) {
    if (fact.article_revision() == article->article().revision()) continue;
    return absl::AbortedError(absl::StrCat(options.subject,
                                           " was corrected a moment ago, and the query service has not"
                                           " heard of it yet: try again"));
  }
  const auto explanations = Explain(client, *read);
  if (!explanations.ok()) return explanations.status();
  return ArticleReport(article->article(), std::move(read->facts), *explanations, style);
}

absl::StatusOr<std::string> MakeEntityReport(const ReportOptions& options, QueryClient& client,
                                             const std::string& style) {
  const absl::StatusOr<std::string> name = LookUpEntity(client, options.subject, v1::Consistency());
  if (!name.ok()) return name.status();
  v1::GetEntityRequest entity_request;
  entity_request.set_name(*name);
  auto entity = client.Call(&v1::QueryService::Stub::GetEntity, entity_request);
  if (!entity.ok()) return entity.status();
  v1::Consistency consistency;
  consistency.set_at_exact(entity->revision_token());
  v1::FactFilter filter;
  filter.add_entities(*name);

  v1::AggregateFactsRequest months;
  *months.mutable_filter() = filter;
  months.add_group_by(v1::FACT_DIMENSION_MONTH);
  months.set_max_groups(10000);
  *months.mutable_consistency() = consistency;
  auto counted = client.Call(&v1::QueryService::Stub::AggregateFacts, months);
  if (!counted.ok()) return counted.status();

  v1::ListCounterpartsRequest counterparts;
  counterparts.set_entity(*name);
  counterparts.set_page_size(kMostCounterparts);
  *counterparts.mutable_consistency() = consistency;
  auto met = client.Call(&v1::QueryService::Stub::ListCounterparts, counterparts);
  if (!met.ok()) return met.status();

  v1::ListFactsRequest latest;
  *latest.mutable_filter() = filter;
  latest.set_page_size(kLatestFacts);
  *latest.mutable_consistency() = consistency;
  auto facts = client.Call(&v1::QueryService::Stub::ListFacts, latest);
  if (!facts.ok()) return facts.status();
  return EntityReport({*std::move(entity), *std::move(counted), *std::move(met), *std::move(facts)}, style);
}

absl::Status Report(const ReportOptions& options, Console& console) {
  const absl::StatusOr<std::string> style = ReadFile(absl::StrCat(process::SharedDataDirectory(), "/report_style.css"));
  if (!style.ok()) return style.status();
  QueryClient client(options.query);
  const bool is_article = absl::StartsWith(options.subject, "articles/");
  const absl::StatusOr<std::string> page =
      is_article ? MakeArticleReport(options, client, *style) : MakeEntityReport(options, client, *style);
  if (!page.ok()) return page.status();
  std::ofstream file(options.file, std::ios::binary);
  file << *page;
  file.close();
  if (!file) return absl::UnavailableError(absl::StrCat(options.file, " cannot be written"));
  console.err << "wrote " << options.file << '\n';
  return absl::OkStatus();
}

}  // namespace

void AddReportCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ReportOptions>();
  CLI::App* command = program.add_subcommand(
      "report", "Write a page for people: an article with its facts underlined, or what is known of an entity");
  command->add_option("subject", options->subject, "articles/ID, entities/ID, or a name in any spelling")
      ->required()
      ->type_name("ARTICLE|ENTITY");
  command->add_option("--html", options->file, "The file to write")->required()->type_name("FILE");
  AddQueryOption(*command, options->query);
  AddIngestOption(*command, options->ingest);
  AddTimeoutOption(*command, options->query.timeout_seconds);
  command->footer(
      "Example:\n  dateline report --query=127.0.0.1:7402 --ingest=127.0.0.1:7401 'Bui Thanh Son' --html=son.html");
  command->callback([options, &action] {
    options->ingest.timeout_seconds = options->query.timeout_seconds;
    action = [options](Console& console) { return Report(*options, console); };
  });
}

}  // namespace dateline::cli
