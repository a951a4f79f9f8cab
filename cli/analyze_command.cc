#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "cli/analysis_json.h"
#include "cli/article_source.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/labels.h"
#include "ingest_service/language/analysis/conllu.h"
#include "ingest_service/language/analyzer.h"
#include "ingest_service/text/reader.h"
#include "platform/process/program_directory.h"

namespace dateline::cli {
namespace {

constexpr int kIndentation = 1;

struct AnalyzeOptions {
  std::string file;
  std::string published;
  std::string format = "conllu";
};

// The day that anchors relative times: the one given, else the one that the article names. Unset: unknown or in part.
std::optional<absl::CivilDay> Anchor(const std::string& published, const text::Document& document) {
  if (published.empty()) return document.published;
  const v1::Date date = *ParseDate(published);
  if (date.day() == 0) return std::nullopt;
  return absl::CivilDay(date.year(), date.month(), date.day());
}

absl::Status Analyze(const AnalyzeOptions& options, Console& console) {
  const absl::StatusOr<std::string> body = ReadFile(options.file);
  if (!body.ok()) return body.status();
  const absl::StatusOr<text::Document> document = text::ReadArticle(*body, text::SniffMediaType(*body));
  if (!document.ok()) {
    return absl::Status(document.status().code(), absl::StrCat(options.file, ": ", document.status().message()));
  }
  const auto analyzer = language::Analyzer::Create(process::SharedDataDirectory());
  if (!analyzer.ok()) return analyzer.status();
  const language::Analysis analysis = (*analyzer)->Analyze(*document);
  if (options.format == "conllu") {
    console.out << language::WriteConllu(*document, analysis);
    return absl::OkStatus();
  }
  const auto times = extraction::FindTimes(*document, analysis, Anchor(options.published, *document));
  console.out << AnalysisJson(*document, analysis, times, options.format == "json" ? kIndentation : -1) << '\n';
  return absl::OkStatus();
}

}  // namespace

void AddAnalyzeCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<AnalyzeOptions>();
  CLI::App* command = program.add_subcommand(
      "analyze", "Show sentences, words, trees, names and times of an article; needs no service");
  command->add_option("file", options->file, "An article, plain text or HTML")->required()->type_name("FILE");
  AddPublishedOption(*command, options->published);
  command->add_option("--format", options->format, "CoNLL-U; or JSON, which also has the time expressions")
      ->capture_default_str()
      ->check(CLI::IsMember({"conllu", "json", "jsonl"}));
  command->footer("Example:\n  dateline analyze --format=json --published=2025-08-16 article.txt");
  command->callback(
      [options, &action] { action = [options](Console& console) { return Analyze(*options, console); }; });
}

}  // namespace dateline::cli
