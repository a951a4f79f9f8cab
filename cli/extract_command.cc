#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/article_source.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/json_output.h"
#include "cli/labels.h"
#include "cli/reading_text.h"
#include "ingest_service/pipeline/article_fields.h"
#include "ingest_service/pipeline/pipeline.h"
#include "ingest_service/text/reader.h"
#include "platform/process/program_directory.h"

namespace dateline::cli {
namespace {

struct ExtractOptions {
  std::vector<std::string> files;
  std::string published;
  OutputFormat format = OutputFormat::kAutomatic;
};

// The article keeps its body.
absl::StatusOr<v1::ExtractFactsResponse> ExtractFile(const pipeline::Pipeline& pipeline, const std::string& file,
                                                     const std::string& published) {
  absl::StatusOr<std::string> body = ReadFile(file);
  if (!body.ok()) return body.status();
  v1::Article article;
  article.set_body(*std::move(body));
  if (!published.empty()) *article.mutable_published() = *ParseDate(published);
  absl::StatusOr<pipeline::Reading> reading = pipeline.Read(article);
  if (!reading.ok()) {
    return absl::Status(reading.status().code(), absl::StrCat(file, ": ", reading.status().message()));
  }
  v1::ExtractFactsResponse response;
  *response.mutable_article() = std::move(reading->article);
  for (v1::Fact& fact : reading->facts) *response.add_facts() = std::move(fact);
  return response;
}

absl::Status WriteText(const v1::ExtractFactsResponse& response, Console& console) {
  const v1::Article& article = response.article();
  const absl::StatusOr<text::Document> document = text::ReadArticle(article.body(), pipeline::MediaTypeOf(article));
  if (document.ok()) console.out << ReadingText(response, document->text, LayoutFor(console));
  return document.status();
}

absl::Status Extract(const ExtractOptions& options, Console& console) {
  const absl::StatusOr<std::unique_ptr<const pipeline::Pipeline>> pipeline =
      pipeline::Pipeline::Create(process::SharedDataDirectory());
  if (!pipeline.ok()) return pipeline.status();
  const OutputFormat format = ChooseFormat(options.format, console);
  for (const std::string& file : options.files) {
    absl::StatusOr<v1::ExtractFactsResponse> response = ExtractFile(**pipeline, file, options.published);
    if (!response.ok()) return response.status();
    if (format != OutputFormat::kText) {
      response->mutable_article()->clear_body();
      WriteJson(*response, format, console.out);
      continue;
    }
    if (&file != &options.files.front()) console.out << '\n';
    if (absl::Status written = WriteText(*response, console); !written.ok()) return written;
  }
  return absl::OkStatus();
}

}  // namespace

void AddExtractCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ExtractOptions>();
  CLI::App* command = program.add_subcommand("extract", "Show the facts of articles; needs no service");
  command->add_option("files", options->files, "Articles, plain text or HTML")->required()->type_name("FILE...");
  AddPublishedOption(*command, options->published);
  AddFormatOption(*command, options->format);
  command->footer("Example:\n  dateline extract --published=2025-08-16 article.txt");
  command->callback(
      [options, &action] { action = [options](Console& console) { return Extract(*options, console); }; });
}

}  // namespace dateline::cli
