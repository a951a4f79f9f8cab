#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/article_source.h"
#include "cli/command_options.h"
#include "cli/commands.h"
#include "cli/ingest_stream.h"
#include "cli/json_output.h"
#include "cli/progress_bar.h"

namespace dateline::cli {
namespace {

constexpr int kDefaultInFlight = 16;
constexpr int kMaxInFlight = 256;

struct IngestOptions {
  std::vector<std::string> paths;
  ServiceTarget target;
  int max_in_flight = kDefaultInFlight;
  OutputFormat format = OutputFormat::kAutomatic;
};

// Tells people and programs what became of each article.
class IngestReport {
 public:
  IngestReport(OutputFormat format, std::optional<int64_t> total_bytes, Console& console)
      : format_(format), console_(console), bar_(console.err, console.err_is_terminal) {
    progress_.total_bytes = total_bytes;
  }

  void Add(const IngestOutcome& outcome) {
    progress_.done_bytes += outcome.size_bytes;
    if (outcome.result.ok()) {
      AddIngested(*outcome.result);
    } else {
      ++progress_.failed_articles;
      bar_.Clear();
      console_.err << "dateline: " << outcome.origin << ": " << outcome.result.status().message() << '\n';
    }
    bar_.Show(progress_);
  }

  // One line on the error stream, so that it never mixes with JSON. An error when an article failed.
  absl::Status Finish(const absl::Status& stream) {
    bar_.Clear();
    const std::string summary =
        absl::StrCat(progress_.done_articles, " articles ingested, ", progress_.facts, " facts");
    if (!stream.ok()) {
      return absl::Status(stream.code(), absl::StrCat(stream.message(), " (", summary,
                                                      " until then; the same command again goes on without repeats)"));
    }
    if (progress_.failed_articles > 0) {
      return absl::FailedPreconditionError(absl::StrCat(summary, ", ", progress_.failed_articles, " articles failed"));
    }
    console_.err << summary << '\n';
    return absl::OkStatus();
  }

 private:
  void AddIngested(const v1::IngestArticleResponse& response) {
    ++progress_.done_articles;
    progress_.facts += response.facts_size();
    if (format_ != OutputFormat::kText) {
      WriteJson(response, format_, console_.out);
    } else if (!console_.err_is_terminal) {
      const std::string& title = response.article().title();
      console_.out << response.article().name() << "  " << response.facts_size() << " facts"
                   << (title.empty() ? "" : "  " + title) << '\n';
    }
  }

  const OutputFormat format_;
  Console& console_;
  Progress progress_;
  ProgressBar bar_;
};

absl::Status Ingest(const IngestOptions& options, Console& console) {
  absl::StatusOr<ArticleSource> source = ArticleSource::Open(options.paths, console.in);
  if (!source.ok()) return source.status();
  IngestReport report(ChooseFormat(options.format, console), source->total_bytes(), console);
  return report.Finish(IngestAll(*source, options.target, options.max_in_flight,
                                 [&report](const IngestOutcome& outcome) { report.Add(outcome); }));
}

}  // namespace

void AddIngestCommand(CLI::App& program, Action& action) {
  const auto options = std::make_shared<IngestOptions>();
  CLI::App* command = program.add_subcommand("ingest", "Send articles to the ingest service; repeats are harmless");
  command
      ->add_option("paths", options->paths,
                   "Files (.txt, .html, .jsonl), folders of them, or - for standard input. A line of JSON holds body "
                   "and, where known, url, title, publisher and published")
      ->required()
      ->type_name("PATH...");
  AddIngestOption(*command, options->target);
  command->add_option("--in-flight", options->max_in_flight, "Articles sent before an answer must arrive")
      ->capture_default_str()
      ->check(CLI::Range(1, kMaxInFlight));
  AddFormatOption(*command, options->format);
  command->footer("Example:\n  dateline ingest --ingest=127.0.0.1:7401 deploy/samples");
  command->callback([options, &action] { action = [options](Console& console) { return Ingest(*options, console); }; });
}

}  // namespace dateline::cli
