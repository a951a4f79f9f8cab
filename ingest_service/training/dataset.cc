#include "ingest_service/training/dataset.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/container/flat_hash_map.h"

namespace dateline::training {
namespace {

constexpr int kMinVocabularyCount = 2;
constexpr float kUnknownWeight =
    0.25f;  // a word seen n times is hidden with probability kUnknownWeight / (kUnknownWeight + n)

using Counts = std::map<std::string, int>;

std::vector<std::string> MostFrequentFirst(const Counts& counts, int min_count) {
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [value, count] : counts) {
    if (count >= min_count) order.emplace_back(-count, value);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::string> values;
  for (auto& [count, value] : order) values.push_back(std::move(value));
  return values;
}

absl::flat_hash_map<std::string, int> Numbers(const std::vector<std::string>& values) {
  absl::flat_hash_map<std::string, int> numbers;
  for (size_t i = 0; i < values.size(); ++i) numbers.emplace(values[i], static_cast<int>(i));
  return numbers;
}

struct CorpusCounts {
  Counts words, treebank_tags, features;
};

CorpusCounts Count(const std::vector<TreebankSentence>& sentences) {
  CorpusCounts counts;
  for (const TreebankSentence& sentence : sentences) {
    for (const TreebankWord& word : sentence.words) {
      ++counts.words[language::NormalizeWord(word.form)];
      ++counts.treebank_tags[word.treebank_tag];
      ++counts.features[word.features];
    }
  }
  return counts;
}

}  // namespace

Dataset BuildDataset(const std::vector<TreebankSentence>& sentences, int bucket_count) {
  const CorpusCounts counts = Count(sentences);
  Dataset dataset;
  dataset.bucket_count = bucket_count;
  dataset.vocabulary = MostFrequentFirst(counts.words, kMinVocabularyCount);
  dataset.tags.treebank_tags = MostFrequentFirst(counts.treebank_tags, 1);
  dataset.tags.features = MostFrequentFirst(counts.features, 1);
  const auto treebank_tags = Numbers(dataset.tags.treebank_tags);
  const auto features = Numbers(dataset.tags.features);
  const language::WordFeatureExtractor extractor(dataset.vocabulary, bucket_count);
  std::set<std::array<int, kTagKinds>> combinations;
  for (const TreebankSentence& sentence : sentences) {
    Example example;
    for (const TreebankWord& word : sentence.words) {
      ExampleWord target;
      target.features = extractor.Append(word.form, example.feature_rows);
      const float count = static_cast<float>(counts.words.at(language::NormalizeWord(word.form)));
      target.unknown_probability = kUnknownWeight / (kUnknownWeight + count);
      target.tags = {static_cast<int>(word.part_of_speech), treebank_tags.at(word.treebank_tag),
                     features.at(word.features)};
      target.head = word.head;
      target.relation = static_cast<int>(word.relation);
      combinations.insert(target.tags);
      example.words.push_back(target);
    }
    dataset.examples.push_back(std::move(example));
  }
  dataset.tags.combinations.assign(combinations.begin(), combinations.end());
  return dataset;
}

}  // namespace dateline::training
