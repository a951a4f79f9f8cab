#include "ingest_service/language/encoding/encoder.h"

#include <utility>

#include "ingest_service/language/model/section.h"

namespace dateline::language {
namespace {

constexpr int kCacheLineBytes = 64;

absl::Status DoesNotFit() { return absl::DataLossError("the model's encoding sections do not fit together"); }

LstmWeights ViewDirection(const float*& floats, int input_width, int hidden) {
  LstmWeights weights{floats, nullptr, nullptr, input_width, hidden};
  weights.recurrent = weights.input + static_cast<size_t>(input_width) * 3 * hidden;
  weights.bias = weights.recurrent + static_cast<size_t>(hidden) * 3 * hidden;
  floats = weights.bias + 3 * hidden;
  return weights;
}

}  // namespace

size_t LayerFloatCount(int embedding_width, int hidden) {
  const size_t first = 2u * 3 * hidden * (embedding_width + hidden + 1);
  const size_t second = 2u * 3 * hidden * (2 * hidden + hidden + 1);
  return first + (kEncoderLayers - 1) * second;
}

void ViewLayers(const float* floats, int embedding_width, int hidden, BidirectionalWeights (&layers)[kEncoderLayers]) {
  int input_width = embedding_width;
  for (BidirectionalWeights& layer : layers) {
    layer.forward = ViewDirection(floats, input_width, hidden);
    layer.backward = ViewDirection(floats, input_width, hidden);
    input_width = 2 * hidden;
  }
}

absl::StatusOr<std::unique_ptr<const Encoder>> Encoder::Load(const ModelFile& model) {
  const absl::StatusOr<absl::string_view> words = model.Section("encoding/words");
  const absl::StatusOr<absl::string_view> table = model.Section("encoding/table");
  const absl::StatusOr<absl::string_view> layers = model.Section("encoding/layers");
  for (const auto* section : {&words, &table, &layers}) {
    if (!section->ok()) return section->status();
  }
  SectionReader word_reader(*words);
  const uint32_t bucket_count = word_reader.ReadNumber();
  const std::vector<std::string> vocabulary = word_reader.ReadStrings();
  if (!word_reader.status().ok()) return word_reader.status();
  if (bucket_count == 0 || bucket_count > 1u << 24) return DoesNotFit();

  std::unique_ptr<Encoder> encoder(new Encoder(WordFeatureExtractor(vocabulary, static_cast<int>(bucket_count))));
  SectionReader table_reader(*table);
  encoder->embedding_width_ = static_cast<int>(table_reader.ReadNumber());
  encoder->table_ = table_reader.ReadArray<int8_t>();
  encoder->scales_ = table_reader.ReadWeights();
  SectionReader layer_reader(*layers);
  const uint32_t hidden = layer_reader.ReadNumber();
  const absl::Span<const float> floats = layer_reader.ReadWeights();
  const uint32_t width = static_cast<uint32_t>(encoder->embedding_width_);
  if (!table_reader.status().ok() || !layer_reader.status().ok() || width == 0 || width > 4096 || hidden == 0 ||
      hidden > 4096 || width % kLaneCount != 0 || hidden % kLaneCount != 0 ||
      encoder->scales_.size() != static_cast<size_t>(encoder->features_.row_count()) ||
      encoder->table_.size() != encoder->scales_.size() * width || floats.size() != LayerFloatCount(width, hidden)) {
    return DoesNotFit();
  }
  ViewLayers(floats.data(), static_cast<int>(width), static_cast<int>(hidden), encoder->layers_);
  return encoder;
}

void Encoder::Embed(absl::Span<const absl::string_view> words, EncoderWorkspace& workspace) const {
  const Kernels& kernels = MachineKernels();
  workspace.embeddings.assign(words.size() * embedding_width_, 0.0f);
  for (size_t i = 0; i < words.size(); ++i) {
    workspace.feature_rows.clear();
    const WordFeatures features = features_.Append(words[i], workspace.feature_rows);
    // Most rows are misses of the cache: they are fetched side by side.
    for (const size_t row : workspace.feature_rows) {
      for (int column = 0; column < embedding_width_; column += kCacheLineBytes)
        __builtin_prefetch(table_.data() + row * embedding_width_ + column);
    }
    const float ngram_share =
        1.0f / static_cast<float>(features.end - features.ngrams_begin + (features.end == features.ngrams_begin));
    for (uint32_t position = features.begin; position < features.end; ++position) {
      const size_t row = workspace.feature_rows[position];
      const float scale = position < features.ngrams_begin ? scales_[row] : scales_[row] * ngram_share;
      kernels.add_scaled_bytes(table_.data() + row * embedding_width_, scale,
                               workspace.embeddings.data() + i * embedding_width_, embedding_width_);
    }
  }
}

EncodedWords Encoder::Encode(absl::Span<const absl::string_view> words, absl::Span<const int> lengths,
                             EncoderWorkspace& workspace) const {
  Embed(words, workspace);
  workspace.batch.Assign(lengths);
  const float* inputs = workspace.embeddings.data();
  for (int layer = 0; layer < kEncoderLayers; ++layer) {
    std::vector<float>& outputs = workspace.outputs[layer];
    outputs.resize(words.size() * 2 * layers_[layer].forward.hidden);
    RunBidirectional(MachineKernels(), layers_[layer], workspace.batch, inputs, workspace.trace, outputs.data());
    inputs = outputs.data();
  }
  return {inputs, width()};
}

}  // namespace dateline::language
