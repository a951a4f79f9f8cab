// train_names: adds the recognizer of names to a language model.
#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/names/gazetteer.h"
#include "ingest_service/language/names/name_recognizer.h"
#include "ingest_service/training/name_training.h"

namespace dateline::training {
namespace {

struct Options {
  std::string corpora;
  std::string gazetteers;
  std::string model;
  NameTrainingOptions training;
};

absl::Status Train(const Options& options) {
  const auto gazetteer = language::Gazetteer::Create(options.gazetteers);
  if (!gazetteer.ok()) return gazetteer.status();
  const auto section = TrainNameSection(options.corpora, **gazetteer, options.training, [](int epoch, double loss) {
    std::fprintf(stderr, "epoch %d: loss %.0f\n", epoch, loss);
  });
  if (!section.ok()) return section.status();
  language::ModelFileBuilder builder;
  const auto model = language::ModelFile::Open(options.model);
  if (!model.ok() && !absl::IsNotFound(model.status())) return model.status();
  if (model.ok()) builder.CopyFrom(**model);
  builder.Add(std::string(language::kRecognizerSection), *section);
  return builder.WriteTo(options.model);
}

}  // namespace
}  // namespace dateline::training

int main(int argc, char** argv) {
  dateline::training::Options options;
  CLI::App app(
      "Trains the recognizer of names and puts it into a language model, whose other sections stay as they are.");
  app.add_option("--corpora", options.corpora,
                 "the folder that holds uner-ewt, ud-gum-open, wikigold, wnut17 and sec-filings")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--gazetteers", options.gazetteers, "the folder of countries.tsv and its like")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--model", options.model, "the model to add to; made when it is missing")->required();
  app.add_option("--epochs", options.training.epochs, "how often all sentences are read")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = dateline::training::Train(options);
  if (status.ok()) return 0;
  std::fprintf(stderr, "train_names: %s\n", std::string(status.message()).c_str());
  return 1;
}
