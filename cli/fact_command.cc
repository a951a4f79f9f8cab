#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/fact_context.h"
#include "cli/json_output.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "dateline/v1/query_service.grpc.pb.h"

namespace dateline::cli {
namespace {

struct FactOptions {
  std::string name;
  ServiceTarget query;
  ServiceTarget ingest;
  OutputFormat format = OutputFormat::kAutomatic;
};

absl::Status ShowFact(const FactOptions& options, Console& console) {
  ServiceClient<v1::QueryService> query(options.query);
  v1::GetFactRequest request;
  request.set_name(options.name);
  const auto fact = query.Call(&v1::QueryService::Stub::GetFact, request);
  if (!fact.ok()) return fact.status();
  const OutputFormat format = ChooseFormat(options.format, console);
  if (format != OutputFormat::kText) {
    WriteJson(*fact, format, console.out);
    return absl::OkStatus();
  }
  ServiceTarget ingest_target = options.ingest;
  ingest_target.timeout_seconds = options.query.timeout_seconds;
  ServiceClient<v1::IngestService> ingest(ingest_target);
  v1::GetArticleRequest article_request;
  article_request.set_name(ArticleOf(fact->fact()));
  const auto article = ingest.Call(&v1::IngestService::Stub::GetArticle, article_request);
  if (!article.ok()) return article.status();
  const absl::StatusOr<std::string> text = FactContextText(fact->fact(), article->article(), LayoutFor(console));
  if (!text.ok()) return text.status();
  console.out << *text;
  return absl::OkStatus();
}

}  // namespace

void AddFactCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<FactOptions>();
  CLI::App* command = program.add_subcommand("fact", "Show one fact and the words of its article that say so");
  command->add_option("name", options->name, "Resource name of the fact")
      ->required()
      ->type_name("articles/ID/facts/ID");
  AddQueryOption(*command, options->query);
  AddIngestOption(*command, options->ingest);
  AddTimeoutOption(*command, options->query.timeout_seconds);
  AddFormatOption(*command, options->format);
  command->footer("Example:\n  dateline fact --query=127.0.0.1:7402 --ingest=127.0.0.1:7401 articles/ID/facts/ID");
  command->callback(
      [options, &action] { action = [options](Console& console) { return ShowFact(*options, console); }; });
}

}  // namespace dateline::cli
