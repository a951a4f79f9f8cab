#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/article_source.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/fact_change_text.h"
#include "cli/json_output.h"
#include "cli/labels.h"
#include "dateline/v1/ingest_service.grpc.pb.h"

namespace dateline::cli {
namespace {

struct ChangeOptions {
  std::string name;
  std::string path;
  std::string reason;
  std::string etag;
  bool withheld = false;
  ServiceTarget target;
  OutputFormat format = OutputFormat::kAutomatic;
};

// Response: with an article and changes.
template <class Response>
void ShowChange(const Response& response, const ChangeOptions& options, Console& console) {
  const OutputFormat format = ChooseFormat(options.format, console);
  if (format != OutputFormat::kText) return WriteJson(response, format, console.out);
  const v1::Article& article = response.article();
  console.out << article.name() << ", revision " << article.revision() << ", " << EnumLabel(article.status()) << ": "
              << FactChangesText({response.changes().data(), static_cast<size_t>(response.changes_size())},
                                 LayoutFor(console));
}

absl::StatusOr<v1::Article> ReadOneArticle(const std::string& path, std::istream& standard_input) {
  absl::StatusOr<ArticleSource> source = ArticleSource::Open({path}, standard_input);
  if (!source.ok()) return source.status();
  std::optional<SourcedArticle> first = source->Next();
  if (!first.has_value() || source->Next().has_value()) {
    return absl::InvalidArgumentError(absl::StrCat(path, " must hold one article"));
  }
  return std::move(first->article);
}

// By its name the file is of the other form than an article of this type.
bool IsOfOtherForm(const std::string& path, const std::string& media_type) {
  const bool is_html = absl::EndsWithIgnoreCase(path, ".html") || absl::EndsWithIgnoreCase(path, ".htm");
  return is_html ? media_type == "text/plain" : absl::EndsWithIgnoreCase(path, ".txt") && media_type == "text/html";
}

// What the file does not say of the article stays as it is.
void KeepFields(const v1::Article& stored, const std::string& path, v1::Article& article) {
  article.set_name(stored.name());
  if (article.title().empty()) article.set_title(stored.title());
  if (article.url().empty()) article.set_url(stored.url());
  if (article.publisher().empty()) article.set_publisher(stored.publisher());
  if (!article.has_published() && stored.has_published()) *article.mutable_published() = stored.published();
  if (article.language().empty()) article.set_language(stored.language());
  if (article.byline().empty()) article.set_byline(stored.byline());
  if (article.media_type().empty() && !IsOfOtherForm(path, stored.media_type())) {
    article.set_media_type(stored.media_type());
  }
}

absl::Status Correct(const ChangeOptions& options, Console& console) {
  absl::StatusOr<v1::Article> article = ReadOneArticle(options.path, console.in);
  if (!article.ok()) return article.status();
  ServiceClient<v1::IngestService> ingest(options.target);
  v1::GetArticleRequest stored_request;
  stored_request.set_name(options.name);
  const auto stored = ingest.Call(&v1::IngestService::Stub::GetArticle, stored_request);
  if (!stored.ok()) return stored.status();
  KeepFields(stored->article(), options.path, *article);
  if (options.withheld) article->set_status(v1::ARTICLE_STATUS_WITHHELD);
  v1::CorrectArticleRequest request;
  *request.mutable_article() = *std::move(article);
  request.set_etag(stored->article().etag());
  request.set_reason(options.reason);
  const auto response = ingest.Call(&v1::IngestService::Stub::CorrectArticle, request);
  if (response.ok()) ShowChange(*response, options, console);
  return response.status();
}

absl::Status Retract(const ChangeOptions& options, Console& console) {
  ServiceClient<v1::IngestService> ingest(options.target);
  v1::RetractArticleRequest request;
  request.set_name(options.name);
  request.set_etag(options.etag);
  request.set_reason(options.reason);
  const auto response = ingest.Call(&v1::IngestService::Stub::RetractArticle, request);
  if (response.ok()) ShowChange(*response, options, console);
  return response.status();
}

absl::Status Purge(const ChangeOptions& options, Console& console) {
  ServiceClient<v1::IngestService> ingest(options.target);
  v1::PurgeArticleRequest request;
  request.set_name(options.name);
  request.set_etag(options.etag);
  request.set_reason(options.reason);
  const auto purged = ingest.Call(&v1::IngestService::Stub::PurgeArticle, request);
  if (!purged.ok()) return purged.status();
  // Of an article that was purged before, followers have had their time.
  v1::GetPurgeReceiptRequest receipt_request;
  receipt_request.set_name(options.name);
  const auto response = ingest.Call(&v1::IngestService::Stub::GetPurgeReceipt, receipt_request);
  if (!response.ok()) return response.status();
  const OutputFormat format = ChooseFormat(options.format, console);
  if (format != OutputFormat::kText) {
    WriteJson(*response, format, console.out);
    return absl::OkStatus();
  }
  const v1::PurgeReceipt& receipt = response->receipt();
  console.out << receipt.article() << " is erased here: " << receipt.revisions() << " revisions, " << receipt.facts()
              << " facts. Followers of the feed confirm when they have erased it too; the same command again shows who "
                 "has.\n";
  for (const v1::PurgeConfirmation& confirmation : receipt.confirmations()) {
    console.out << "  confirmed by " << confirmation.consumer() << '\n';
  }
  for (const std::string& consumer : receipt.unconfirmed_consumers())
    console.out << "  not yet by " << consumer << '\n';
  return absl::OkStatus();
}

using Change = absl::Status (*)(const ChangeOptions&, Console&);

CLI::App* AddChangeCommand(CLI::App& program, Action& action, const char* name, const char* description, Change change,
                           const std::shared_ptr<ChangeOptions>& options) {
  CLI::App* command = program.add_subcommand(name, description);
  command->add_option("name", options->name, "Resource name of the article")->required()->type_name("articles/ID");
  command->add_option("--reason", options->reason, "Why; it is kept")->type_name("WORDS");
  AddIngestOption(*command, options->target);
  AddTimeoutOption(*command, options->target.timeout_seconds);
  AddFormatOption(*command, options->format);
  command->callback(
      [options, change, &action] { action = [=](Console& console) { return change(*options, console); }; });
  return command;
}

void AddEtagOption(CLI::App& command, ChangeOptions& options) {
  command.add_option("--etag", options.etag, "Only if the article still has it, so that nobody came in between")
      ->type_name("ETAG");
}

}  // namespace

void AddCorrectCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ChangeOptions>();
  CLI::App* command = AddChangeCommand(program, action, "correct",
                                       "Replace a stored article; show what became of its facts", Correct, options);
  command
      ->add_option("file", options->path,
                   "The article as it is now, .txt, .html or one line of JSON; - for standard input")
      ->required()
      ->type_name("FILE");
  command->add_flag("--withheld", options->withheld, "Hold its facts back until it is corrected again");
  command->footer(
      "Example:\n  dateline correct --ingest=127.0.0.1:7401 --reason='wrong figure' articles/ID article.txt");
}

void AddRetractCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ChangeOptions>();
  CLI::App* command =
      AddChangeCommand(program, action, "retract", "Withdraw a stored article and its facts", Retract, options);
  AddEtagOption(*command, *options);
  command->footer("Example:\n  dateline retract --ingest=127.0.0.1:7401 --reason='not true' articles/ID");
}

void AddPurgeCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ChangeOptions>();
  CLI::App* command = AddChangeCommand(
      program, action, "purge", "Erase a stored article and all that came from it, for good; only a receipt stays",
      Purge, options);
  AddEtagOption(*command, *options);
  command->footer("Example:\n  dateline purge --ingest=127.0.0.1:7401 --reason='court order' articles/ID");
}

}  // namespace dateline::cli
