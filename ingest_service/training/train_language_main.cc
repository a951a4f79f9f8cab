// train_language: builds the language model from treebanks.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "ingest_service/training/dataset.h"
#include "ingest_service/training/lemma_training.h"
#include "ingest_service/training/model_export.h"
#include "ingest_service/training/network_trainer.h"
#include "ingest_service/training/raw_text.h"
#include "ingest_service/training/segmentation_training.h"
#include "ingest_service/training/treebank.h"

namespace dateline::training {
namespace {

struct Options {
  std::vector<std::string> treebanks;
  std::string model;
  int bucket_count = 32768;
  NetworkShape shape;
  NetworkTrainingOptions network;
};

absl::StatusOr<std::vector<TreebankSentence>> ReadTreebanks(const std::vector<std::string>& paths) {
  std::vector<TreebankSentence> sentences;
  for (const std::string& path : paths) {
    absl::StatusOr<std::vector<TreebankSentence>> more = ReadTreebank(path);
    if (!more.ok()) return more.status();
    sentences.insert(sentences.end(), more->begin(), more->end());
  }
  if (sentences.empty()) return absl::InvalidArgumentError("the treebanks hold no sentence");
  return sentences;
}

void PrintLosses(int epoch, const Losses& losses) {
  std::fprintf(stderr, "epoch %d: losses of a word: tags %.4f, arcs %.4f, relations %.4f\n", epoch,
               losses.tags / losses.words, losses.arcs / losses.words, losses.relations / losses.words);
}

absl::Status Train(Options options) {
  const absl::StatusOr<std::vector<TreebankSentence>> sentences = ReadTreebanks(options.treebanks);
  if (!sentences.ok()) return sentences.status();
  language::ModelFileBuilder model;
  TrainSegmentation(JoinParagraphs(*sentences), model);
  model.Add("tagging/lemmas", TrainLemmas(*sentences));

  const Dataset dataset = BuildDataset(*sentences, options.bucket_count);
  options.shape.table_rows = static_cast<int>(dataset.vocabulary.size()) + 1 + dataset.bucket_count;
  options.shape.tag_counts = {language::kPartOfSpeechCount, static_cast<int>(dataset.tags.treebank_tags.size()),
                              static_cast<int>(dataset.tags.features.size())};
  const NetworkWeights weights =
      TrainNetwork(options.shape, dataset.examples, options.network,
                   [](int epoch, const Losses& losses, const NetworkWeights&) { PrintLosses(epoch, losses); });
  AddNetworkSections(dataset, options.shape, weights, model);
  return model.WriteTo(options.model);
}

}  // namespace
}  // namespace dateline::training

int main(int argc, char** argv) {
  dateline::training::Options options;
  CLI::App app("Builds the language model from treebanks in CoNLL-U. The same treebanks give the same bytes.");
  app.add_option("--treebank", options.treebanks, "a CoNLL-U file to learn from; repeat for more")->required();
  app.add_option("--model", options.model, "the file to write")->required();
  app.add_option("--epochs", options.network.epochs, "how often the network reads all sentences")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--threads", options.network.threads, "1 or 2; the model is the same")
      ->check(CLI::Range(1, 2))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = dateline::training::Train(std::move(options));
  if (status.ok()) return 0;
  std::fprintf(stderr, "train_language: %s\n", std::string(status.message()).c_str());
  return 1;
}
