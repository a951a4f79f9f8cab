#include "ingest_service/language/tagging/tagger.h"

#include <algorithm>
#include <utility>

#include "ingest_service/language/encoding/kernels.h"
#include "ingest_service/language/model/section.h"

namespace dateline::language {
namespace {

absl::Status DoesNotFit() { return absl::DataLossError("the model's tagging sections do not fit together"); }

absl::StatusOr<TagSet> ReadTags(absl::string_view section) {
  SectionReader reader(section);
  TagSet tags;
  tags.treebank_tags = reader.ReadStrings();
  tags.features = reader.ReadStrings();
  const absl::Span<const uint16_t> numbers = reader.ReadArray<uint16_t>();
  if (!reader.status().ok()) return reader.status();
  if (numbers.empty() || numbers.size() % 3 != 0) return DoesNotFit();
  for (size_t i = 0; i < numbers.size(); i += 3) {
    if (numbers[i] >= kPartOfSpeechCount || numbers[i + 1] >= tags.treebank_tags.size() ||
        numbers[i + 2] >= tags.features.size()) {
      return DoesNotFit();
    }
    tags.combinations.push_back({numbers[i], numbers[i + 1], numbers[i + 2]});
  }
  return tags;
}

}  // namespace

int TagSet::column_count() const {
  return RoundUpToLanes(kPartOfSpeechCount + static_cast<int>(treebank_tags.size() + features.size()));
}

std::string WriteTagSection(const TagSet& tags) {
  SectionWriter writer;
  writer.WriteStrings(tags.treebank_tags);
  writer.WriteStrings(tags.features);
  std::vector<uint16_t> numbers;
  for (const auto& combination : tags.combinations)
    numbers.insert(numbers.end(), combination.begin(), combination.end());
  writer.WriteArray<uint16_t>(numbers);
  return writer.bytes();
}

absl::StatusOr<std::unique_ptr<const Tagger>> Tagger::Load(const ModelFile& model, int encoded_width) {
  const absl::StatusOr<absl::string_view> tag_section = model.Section("tagging/tags");
  if (!tag_section.ok()) return tag_section.status();
  const absl::StatusOr<absl::string_view> weight_section = model.Section("tagging/weights");
  if (!weight_section.ok()) return weight_section.status();
  absl::StatusOr<TagSet> tags = ReadTags(*tag_section);
  if (!tags.ok()) return tags.status();
  absl::StatusOr<std::unique_ptr<const Lemmatizer>> lemmatizer = Lemmatizer::Load(model);
  if (!lemmatizer.ok()) return lemmatizer.status();
  SectionReader reader(*weight_section);
  const absl::Span<const float> floats = reader.ReadWeights();
  const size_t columns = tags->column_count();
  if (!reader.status().ok() || floats.size() != (encoded_width + 1) * columns) return DoesNotFit();
  std::unique_ptr<Tagger> tagger(new Tagger);
  tagger->tags_ = *std::move(tags);
  tagger->weights_ = floats.first(encoded_width * columns);
  tagger->bias_ = floats.last(columns);
  tagger->lemmatizer_ = *std::move(lemmatizer);
  return tagger;
}

void Tagger::Tag(const EncodedWords& encoded, absl::Span<const absl::string_view> words, std::vector<float>& scores,
                 absl::Span<Token> tokens) const {
  const int columns = tags_.column_count();
  const int count = static_cast<int>(words.size());
  scores.resize(static_cast<size_t>(count) * columns);
  for (int row = 0; row < count; ++row)
    std::copy(bias_.begin(), bias_.end(), scores.begin() + static_cast<long>(row) * columns);
  MachineKernels().multiply_add({encoded.rows, static_cast<size_t>(encoded.width), 1}, weights_.data(), columns,
                                scores.data(), columns, count, columns, encoded.width);
  for (int row = 0; row < count; ++row) {
    const float* part_of_speech = scores.data() + static_cast<size_t>(row) * columns;
    const float* treebank_tag = part_of_speech + kPartOfSpeechCount;
    const float* features = treebank_tag + tags_.treebank_tags.size();
    const std::array<uint16_t, 3>* best = nullptr;
    float best_score = 0;
    for (const auto& combination : tags_.combinations) {
      const float score = part_of_speech[combination[0]] + treebank_tag[combination[1]] + features[combination[2]];
      if (best == nullptr || score > best_score) {
        best = &combination;
        best_score = score;
      }
    }
    Token& token = tokens[row];
    token.part_of_speech = static_cast<PartOfSpeech>((*best)[0]);
    token.treebank_tag = tags_.treebank_tags[(*best)[1]];
    token.features = tags_.features[(*best)[2]];
    token.lemma = lemmatizer_->Lemma(words[row], token.part_of_speech, token.treebank_tag);
  }
}

}  // namespace dateline::language
