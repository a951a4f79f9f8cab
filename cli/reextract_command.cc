#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/json_output.h"
#include "cli/labels.h"
#include "cli/progress_bar.h"
#include "dateline/v1/ingest_service.grpc.pb.h"

namespace dateline::cli {
namespace {

constexpr absl::Duration kPollInterval = absl::Milliseconds(200);

struct ReextractOptions {
  std::vector<std::string> articles;
  ServiceTarget target;
  OutputFormat format = OutputFormat::kAutomatic;
};

Progress ProgressOf(const v1::Reextraction& reextraction) {
  return {.done_articles = reextraction.articles_done(),
          .facts = reextraction.facts_added() + reextraction.facts_confirmed() + reextraction.facts_superseded(),
          .done_bytes = reextraction.articles_done(),
          .total_bytes = reextraction.articles_total()};
}

std::string Summary(const v1::Reextraction& reextraction) {
  return absl::StrCat(reextraction.name(), " ", EnumLabel(reextraction.state()), ": ", reextraction.articles_done(),
                      " of ", reextraction.articles_total(), " articles read by ", reextraction.extractor(), ", ",
                      reextraction.articles_changed(), " changed; facts: ", reextraction.facts_confirmed(),
                      " confirmed, ", reextraction.facts_added(), " added, ", reextraction.facts_superseded(),
                      " superseded, ", reextraction.facts_retracted(), " retracted\n");
}

absl::Status Reextract(const ReextractOptions& options, Console& console) {
  ServiceClient<v1::IngestService> ingest(options.target);
  v1::ReextractArticlesRequest request;
  for (const std::string& article : options.articles) request.add_articles(article);
  const auto started = ingest.Call(&v1::IngestService::Stub::ReextractArticles, request);
  if (!started.ok()) return started.status();
  v1::Reextraction reextraction = started->reextraction();
  {
    ProgressBar bar(console.err, console.err_is_terminal);
    v1::GetReextractionRequest question;
    question.set_name(reextraction.name());
    while (reextraction.state() == v1::REEXTRACTION_STATE_RUNNING) {
      bar.Show(ProgressOf(reextraction));
      absl::SleepFor(kPollInterval);
      const auto answer = ingest.Call(&v1::IngestService::Stub::GetReextraction, question);
      if (!answer.ok()) return answer.status();
      reextraction = answer->reextraction();
    }
  }
  const OutputFormat format = ChooseFormat(options.format, console);
  if (format == OutputFormat::kText) {
    console.out << Summary(reextraction);
  } else {
    WriteJson(reextraction, format, console.out);
  }
  return absl::OkStatus();
}

}  // namespace

void AddReextractCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ReextractOptions>();
  CLI::App* command = program.add_subcommand(
      "reextract", "Read stored articles again with the extractor of the running service; it goes on when this ends");
  command->add_option("articles", options->articles, "Resource names of articles; none: all")->type_name("articles/ID");
  AddIngestOption(*command, options->target);
  AddTimeoutOption(*command, options->target.timeout_seconds);
  AddFormatOption(*command, options->format);
  command->footer("Example:\n  dateline reextract --ingest=127.0.0.1:7401");
  command->callback(
      [options, &action] { action = [options](Console& console) { return Reextract(*options, console); }; });
}

}  // namespace dateline::cli
