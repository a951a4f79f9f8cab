// evaluate_language: measures the language model on the treebanks' test parts.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/substitute.h"
#include "ingest_service/language/analyzer.h"
#include "ingest_service/training/evaluation.h"
#include "ingest_service/training/name_evaluation.h"
#include "nlohmann/json.hpp"

namespace dateline::training {
namespace {

struct Measure {
  std::string name;
  double value;
  std::string unit;
  double bar;
  std::string better;
  std::string best_known;
};

struct TestSets {
  std::vector<TreebankSentence> ewt, gum, gum_news;
  std::vector<NamedDocument> names;
};

absl::StatusOr<TestSets> ReadTestSets(const std::string& folder, const std::string& part) {
  TestSets sets;
  for (const auto& [path, sentences] :
       {std::pair("/ud-ewt/$0.conllu", &sets.ewt), std::pair("/ud-gum-open/$0.conllu", &sets.gum),
        std::pair("/ud-gum-open/$0.news.conllu", &sets.gum_news)}) {
    absl::StatusOr<std::vector<TreebankSentence>> read = ReadTreebank(folder + absl::Substitute(path, part));
    if (!read.ok()) return read.status();
    *sentences = *std::move(read);
  }
  absl::StatusOr<std::vector<NamedDocument>> names =
      ReadNamedDocuments(absl::StrCat(folder, "/uner-ewt/", part, ".iob2"), NameFormat::kUniversalNer);
  if (!names.ok()) return names.status();
  sets.names = *std::move(names);
  return sets;
}

double Milliseconds(std::chrono::steady_clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

// Words a second of one thread's processor time, from text to trees and names.
double MeasureSpeed(const language::Analyzer& analyzer, const std::vector<TreebankSentence>& sentences) {
  text::Document document;
  for (const RawParagraph& paragraph : JoinParagraphs(sentences)) {
    const auto begin = static_cast<uint32_t>(document.text.size());
    absl::StrAppend(&document.text, paragraph.text, "\n");
    document.blocks.push_back({{begin, static_cast<uint32_t>(document.text.size())}});
  }
  analyzer.Analyze(document);
  const std::clock_t start = std::clock();
  const size_t words = analyzer.Analyze(document).tokens.size();
  return static_cast<double>(words) * CLOCKS_PER_SEC / static_cast<double>(std::clock() - start);
}

absl::StatusOr<std::vector<Measure>> MeasureAll(const std::string& data_directory, const TestSets& sets) {
  const std::string path = data_directory + "/english.model";
  const auto start = std::chrono::steady_clock::now();
  const auto model = language::ModelFile::Open(path);
  if (!model.ok()) return model.status();
  const auto segmenter = language::Segmenter::Load(**model);
  if (!segmenter.ok()) return segmenter.status();
  const auto annotator = language::Annotator::Load(**model);
  if (!annotator.ok()) return annotator.status();
  const double load_milliseconds = Milliseconds(std::chrono::steady_clock::now() - start);
  const auto verbs = language::VerbForms::Load(data_directory);
  if (!verbs.ok()) return verbs.status();
  const auto names = language::NameFinder::Create(data_directory, **model);
  if (!names.ok()) return names.status();
  const auto analyzer = language::Analyzer::Create(data_directory);
  if (!analyzer.ok()) return analyzer.status();

  const SegmentationScores ewt_text = ScoreSegmentation(**segmenter, JoinParagraphs(sets.ewt));
  const SegmentationScores news_text = ScoreSegmentation(**segmenter, JoinParagraphs(sets.gum_news));
  const AnnotationScores ewt = ScoreAnnotations(**annotator, *verbs, sets.ewt);
  const AnnotationScores gum = ScoreAnnotations(**annotator, *verbs, sets.gum);
  const AnnotationScores news = ScoreAnnotations(**annotator, *verbs, sets.gum_news);
  std::error_code ignored;
  const double megabytes = static_cast<double>(std::filesystem::file_size(path, ignored)) / 1e6;
  return std::vector<Measure>{
      {"words F1, raw text, EWT", ewt_text.words, "%", 98.8, "higher", "98.9 UDPipe 1"},
      {"sentences F1, raw text, EWT", ewt_text.sentences, "%", 80, "higher", "77.4 UDPipe 1"},
      {"sentences F1, raw text, GUM news", news_text.sentences, "%", 98, "higher", "-"},
      {"UPOS, EWT", ewt.part_of_speech, "%", 95.8, "higher", "96.9 a transformer"},
      {"UPOS, GUM-open", gum.part_of_speech, "%", 97.0, "higher", "96.3 a perceptron"},
      {"lemmas, EWT", ewt.lemma, "%", 96.5, "higher", "-"},
      {"UAS, EWT", ewt.unlabeled_attachment, "%", 87.0, "higher", "91.9 a transformer"},
      {"LAS, EWT", ewt.labeled_attachment, "%", 84.0, "higher", "89.4 a transformer"},
      {"LAS, GUM news", news.labeled_attachment, "%", 85, "higher", "-"},
      {"PER+ORG+LOC F1, UNER-EWT", CountNames(**names, sets.names).F1(), "%", 75, "higher", "86.0 a transformer"},
      {"text to trees and names, one thread", MeasureSpeed(**analyzer, sets.ewt), "words/s", 30000, "higher",
       "10000 spaCy"},
      {"model file", megabytes, "MB", 16, "lower", "-"},
      {"model load", load_milliseconds, "ms", 50, "lower", "-"},
  };
}

void PrintJson(const std::vector<Measure>& measures) {
  nlohmann::json array = nlohmann::json::array();
  for (const Measure& measure : measures) {
    array.push_back({{"measure", measure.name},
                     {"value", measure.value},
                     {"unit", measure.unit},
                     {"bar", measure.bar},
                     {"better", measure.better},
                     {"best_known", measure.best_known}});
  }
  std::puts(array.dump(1).c_str());
}

void PrintTable(const std::vector<Measure>& measures) {
  absl::PrintF("%-36s %12s %8s  %s\n", "measure", "this run", "bar", "best known");
  for (const Measure& measure : measures) {
    const bool reached = measure.better == "higher" ? measure.value >= measure.bar : measure.value <= measure.bar;
    absl::PrintF("%-36s %12.2f %8g  %-20s %s\n", measure.name, measure.value, measure.bar, measure.best_known,
                 reached ? "reached" : "below");
  }
}

}  // namespace
}  // namespace dateline::training

int main(int argc, char** argv) {
  std::string data_directory, treebanks, part = "test";
  bool json = false;
  CLI::App app(
      "Measures the language model on parts of the treebanks: gold words where the text is not said to be "
      "raw.");
  app.add_option("--data", data_directory, "the folder of english.model and the gazetteers")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--treebanks", treebanks, "the folder that holds ud-ewt, ud-gum-open and uner-ewt")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--part", part, "which part of each")->check(CLI::IsMember({"dev", "test"}))->capture_default_str();
  app.add_flag("--json", json, "an array of measures for programs");
  CLI11_PARSE(app, argc, argv);
  const auto sets = dateline::training::ReadTestSets(treebanks, part);
  const auto measures = sets.ok() ? dateline::training::MeasureAll(data_directory, *sets) : sets.status();
  if (!measures.ok()) {
    std::fprintf(stderr, "evaluate_language: %s\n", std::string(measures.status().message()).c_str());
    return 1;
  }
  json ? dateline::training::PrintJson(*measures) : dateline::training::PrintTable(*measures);
  return 0;
}
