// train_language: builds the language model from treebanks and corpora of names.
#include <cstdio>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "ingest_service/language/names/name_recognizer.h"
#include "ingest_service/training/dataset.h"
#include "ingest_service/training/lemma_training.h"
#include "ingest_service/training/model_export.h"
#include "ingest_service/training/name_training.h"
#include "ingest_service/training/network_trainer.h"
#include "ingest_service/training/raw_text.h"
#include "ingest_service/training/segmentation_training.h"
#include "ingest_service/training/treebank.h"

namespace dateline::training {
namespace {

struct Treebank {
  const char* path;
  int copies;  // how often an epoch of the network reads it
};

// GUM's edited texts are nearer to news than the web is.
constexpr Treebank kTreebanks[] = {{"/ud-ewt/train.conllu", 1}, {"/ud-gum-open/train.conllu", 2}};

constexpr int kBuckets = 32768;

struct Options {
  std::string corpora;
  std::string gazetteers;
  std::string model;
  NetworkTrainingOptions network;
};

struct Sentences {
  std::vector<TreebankSentence> all;
  std::vector<int> copies;  // of each
};

absl::StatusOr<Sentences> ReadTreebanks(const std::string& corpora) {
  Sentences sentences;
  for (const Treebank& treebank : kTreebanks) {
    absl::StatusOr<std::vector<TreebankSentence>> more = ReadTreebank(corpora + treebank.path);
    if (!more.ok()) return more.status();
    sentences.all.insert(sentences.all.end(), more->begin(), more->end());
    sentences.copies.resize(sentences.all.size(), treebank.copies);
  }
  return sentences;
}

std::vector<Example> Repeat(const std::vector<Example>& examples, const std::vector<int>& copies) {
  std::vector<Example> repeated;
  for (size_t i = 0; i < examples.size(); ++i) repeated.insert(repeated.end(), copies[i], examples[i]);
  return repeated;
}

void AddNetwork(const Sentences& sentences, const NetworkTrainingOptions& options, language::ModelFileBuilder& model) {
  const Dataset dataset = BuildDataset(sentences.all, kBuckets);
  NetworkShape shape;
  shape.table_rows = static_cast<int>(dataset.vocabulary.size()) + 1 + dataset.bucket_count;
  shape.tag_counts = {language::kPartOfSpeechCount, static_cast<int>(dataset.tags.treebank_tags.size()),
                      static_cast<int>(dataset.tags.features.size())};
  const auto report = [&](int epoch, const Losses& losses, const NetworkWeights&) {
    std::fprintf(stderr, "network, epoch %d of %d: losses of a word: tags %.4f, arcs %.4f, relations %.4f\n", epoch,
                 options.epochs, losses.tags / losses.words, losses.arcs / losses.words,
                 losses.relations / losses.words);
  };
  const std::vector<Example> examples = Repeat(dataset.examples, sentences.copies);
  AddNetworkSections(dataset, shape, TrainNetwork(shape, examples, options, report), model);
}

absl::Status AddNames(const Options& options, language::ModelFileBuilder& model) {
  const auto gazetteer = language::Gazetteer::Create(options.gazetteers);
  if (!gazetteer.ok()) return gazetteer.status();
  absl::StatusOr<std::string> section = TrainNameSection(
      options.corpora, **gazetteer, NameTrainingOptions(),
      [](int epoch, double loss) { std::fprintf(stderr, "names, epoch %d: loss %.0f\n", epoch, loss); });
  if (!section.ok()) return section.status();
  model.Add(language::kRecognizerSection, *std::move(section));
  return absl::OkStatus();
}

absl::Status Train(const Options& options) {
  const absl::StatusOr<Sentences> sentences = ReadTreebanks(options.corpora);
  if (!sentences.ok()) return sentences.status();
  language::ModelFileBuilder model;
  if (absl::Status status = AddNames(options, model); !status.ok()) return status;
  TrainSegmentation(JoinParagraphs(sentences->all), model);
  model.Add("tagging/lemmas", TrainLemmas(sentences->all));
  AddNetwork(*sentences, options.network, model);
  return model.WriteTo(options.model);
}

}  // namespace
}  // namespace dateline::training

int main(int argc, char** argv) {
  dateline::training::Options options;
  CLI::App app("Builds the language model. The same corpora and gazetteers give the same bytes.");
  app.add_option("--corpora", options.corpora,
                 "the folder that holds ud-ewt, ud-gum-open, uner-ewt, wikigold, wnut17 and sec-filings")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--gazetteers", options.gazetteers, "the folder of countries.tsv and its like")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--model", options.model, "the file to write")->required();
  app.add_option("--epochs", options.network.epochs, "how often the network reads all sentences")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--threads", options.network.threads, "1 or 2; the model is the same")
      ->check(CLI::Range(1, 2))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = dateline::training::Train(options);
  if (status.ok()) return 0;
  std::fprintf(stderr, "train_language: %s\n", std::string(status.message()).c_str());
  return 1;
}
