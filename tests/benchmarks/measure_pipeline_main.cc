// measure_pipeline: how fast one thread turns articles into facts. For `./dev bench pipeline`.
#include <algorithm>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/language/analyzer.h"
#include "ingest_service/pipeline/article_fields.h"
#include "ingest_service/pipeline/pipeline.h"
#include "ingest_service/text/reader.h"
#include "nlohmann/json.hpp"
#include "tests/testing/article_files.h"

namespace dateline {
namespace {

using nlohmann::json;

constexpr int kRounds = 5;
constexpr int kShortWords = 600;  // an article of news
constexpr double kBarTokensPerSecond = 25'000;
constexpr double kBarMilliseconds = 20;

struct Readers {
  std::unique_ptr<const language::Analyzer> analyzer;
  std::unique_ptr<const pipeline::Pipeline> pipeline;
};

struct Measured {
  double tokens = 0;
  double text_milliseconds = 0;
  double language_milliseconds = 0;
  double milliseconds = 0;  // of the whole pipeline
  std::vector<double> short_milliseconds;
};

// The thread's own time: what else the machine does does not count.
double ProcessorMilliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Runs `work` and adds the time that it takes to `milliseconds`.
template <typename Work>
auto Timed(double& milliseconds, const Work& work) {
  const double begin = ProcessorMilliseconds();
  auto result = work();
  milliseconds += ProcessorMilliseconds() - begin;
  return result;
}

int WordsOf(const v1::Article& article) {
  int words = 0;
  bool inside = false;
  for (const char character : article.body()) {
    const bool space = character == ' ' || character == '\n' || character == '\t' || character == '\r';
    words += !space && !inside ? 1 : 0;
    inside = !space;
  }
  return words;
}

// Reads the article as the service does, and its first stages once more for themselves.
absl::Status Measure(const Readers& readers, const v1::Article& article, Measured& measured) {
  double milliseconds = 0;
  const auto reading = Timed(milliseconds, [&] { return readers.pipeline->Read(article); });
  if (!reading.ok()) return reading.status();
  measured.milliseconds += milliseconds;
  if (WordsOf(article) <= kShortWords) measured.short_milliseconds.push_back(milliseconds);
  const auto document = Timed(measured.text_milliseconds,
                              [&] { return text::ReadArticle(article.body(), pipeline::MediaTypeOf(article)); });
  const auto analysis =
      Timed(measured.language_milliseconds, [&] { return readers.analyzer->Analyze(document.value()); });
  measured.tokens += static_cast<double>(analysis.tokens.size());
  return absl::OkStatus();
}

double Percentile(std::vector<double> values, double fraction) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<int>(fraction * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

void Print(const Measured& measured) {
  json measures = json::array();
  const auto add = [&](const char* name, double value, const char* unit, const json& bar, const char* better) {
    measures.push_back({{"measure", name}, {"value", value}, {"unit", unit}, {"bar", bar}, {"better", better}});
  };
  const double thousands = measured.tokens / 1e3;
  const double later = measured.milliseconds - measured.text_milliseconds - measured.language_milliseconds;
  add("articles to facts, one thread", measured.tokens / measured.milliseconds * 1e3, "tokens/s", kBarTokensPerSecond,
      "higher");
  add("an article of at most 600 words, p50", Percentile(measured.short_milliseconds, 0.5), "ms", nullptr, "lower");
  add("an article of at most 600 words, p99", Percentile(measured.short_milliseconds, 0.99), "ms", kBarMilliseconds,
      "lower");
  add("text, 1000 tokens", measured.text_milliseconds / thousands, "ms", nullptr, "lower");
  add("language, 1000 tokens", measured.language_milliseconds / thousands, "ms", nullptr, "lower");
  add("extraction to facts, 1000 tokens", later / thousands, "ms", nullptr, "lower");
  std::cout << measures << "\n";
}

int Run(const std::string& data_directory, const std::vector<std::string>& paths) {
  auto analyzer = language::Analyzer::Create(data_directory);
  auto pipeline = pipeline::Pipeline::Create(data_directory);
  const auto articles = testing::ReadArticleFiles(paths);
  for (const absl::Status& status : {analyzer.status(), pipeline.status(), articles.status()}) {
    if (status.ok()) continue;
    std::cerr << status << "\n";
    return 1;
  }
  const Readers readers{*std::move(analyzer), *std::move(pipeline)};
  Measured warm_up, measured;
  for (int round = 0; round <= kRounds; ++round) {
    for (const v1::Article& article : *articles) {
      const absl::Status status = Measure(readers, article, round == 0 ? warm_up : measured);
      if (status.ok()) continue;
      std::cerr << article.url() << ": " << status << "\n";
      return 1;
    }
  }
  Print(measured);
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc > 2) return dateline::Run(argv[1], {argv + 2, argv + argc});
  std::cerr << "usage: measure_pipeline DATA_DIRECTORY ARTICLES...\n";
  return 2;
}
