#include "ingest_service/training/name_training.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest_service/language/names/marked_token.h"
#include "ingest_service/language/names/name_recognizer.h"

namespace dateline::training {
namespace {

const NameCorpus kCorpora[] = {
    {"uner-ewt/train.iob2", NameFormat::kUniversalNer, NameConvention::kUniversalNer, 1.0f},
    {"ud-gum-open/train.conllu", NameFormat::kGum, NameConvention::kOther, 0.7f},
    {"wikigold/data/wikigold.conll.txt", NameFormat::kConll, NameConvention::kOther, 0.7f},
    {"wnut17/data/train/wnut17train.conll", NameFormat::kConll, NameConvention::kOther, 0.5f},
    {"sec-filings/data/train/FIN5.txt", NameFormat::kConll, NameConvention::kOther, 0.3f},
};

// The copy of a feature that only texts of one convention have.
uint64_t OfConvention(uint64_t feature, NameConvention convention) {
  return (feature + static_cast<uint64_t>(convention) + 1) * 0x9e3779b97f4a7c15u;
}

language::TokenFeatures WithConvention(const language::TokenFeatures& features, NameConvention convention) {
  language::TokenFeatures both;
  for (int token = 0; token < static_cast<int>(features.ends.size()); ++token) {
    for (uint64_t feature : features.Of(token)) {
      both.values.push_back(feature);
      both.values.push_back(OfConvention(feature, convention));
    }
    both.ends.push_back(static_cast<int>(both.values.size()));
  }
  return both;
}

void AddExamples(const NamedDocument& document, const NameCorpus& corpus, const language::Gazetteer& gazetteer,
                 std::vector<NameExample>& examples, absl::flat_hash_map<uint64_t, int>& features) {
  const std::vector<language::MarkedToken> tokens =
      language::MarkTokens(gazetteer, document.document, document.tokens, document.sentences);
  const language::NameFeatureExtractor extractor(tokens, document.sentences);
  language::TokenFeatures plain;
  for (size_t i = 0; i < document.sentences.size(); ++i) {
    const language::Sentence& sentence = document.sentences[i];
    extractor.Extract(sentence, plain);
    for (uint64_t feature : plain.values) ++features[feature];
    examples.push_back({WithConvention(plain, corpus.convention),
                        language::LabelsOfSpans(document.names[i], sentence.end_token - sentence.begin_token),
                        corpus.weight});
  }
}

// What the conventions share and Universal NER's own, added up: the shipped model reads each feature once.
std::vector<language::WeightRow> Collapse(const NameWeights& weights,
                                          const absl::flat_hash_map<uint64_t, int>& features) {
  std::vector<language::WeightRow> rows;
  for (const auto& [feature, count] : features) {
    language::WeightRow row{feature, {}};
    for (uint64_t part : {feature, OfConvention(feature, NameConvention::kUniversalNer)}) {
      const auto found = weights.rows.find(part);
      if (found == weights.rows.end()) continue;
      for (int i = 0; i < language::kScoreRow; ++i) row.weights[i] += weights.scores[found->second][i];
    }
    if (std::any_of(row.weights.begin(), row.weights.end(), [](float weight) { return weight != 0; }))
      rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.feature < b.feature; });
  return rows;
}

}  // namespace

absl::Span<const NameCorpus> NameCorpora() { return kCorpora; }

absl::StatusOr<std::string> TrainNameSection(const std::string& folder, const language::Gazetteer& gazetteer,
                                             const NameTrainingOptions& options,
                                             const std::function<void(int epoch, double loss)>& after_epoch) {
  std::vector<NameExample> examples;
  absl::flat_hash_map<uint64_t, int> features;
  for (const NameCorpus& corpus : NameCorpora()) {
    const auto documents = ReadNamedDocuments(absl::StrCat(folder, "/", corpus.path), corpus.format);
    if (!documents.ok()) return documents.status();
    for (const NamedDocument& document : *documents) AddExamples(document, corpus, gazetteer, examples, features);
  }
  const NameWeights weights =
      TrainNames(examples, options, [&](int epoch, double loss, const NameWeights&) { after_epoch(epoch, loss); });
  language::LabelScores offsets = {};
  offsets[language::kOutside] = -options.eagerness;
  return language::NameRecognizer::Pack(Collapse(weights, features), weights.transitions, offsets);
}

}  // namespace dateline::training
