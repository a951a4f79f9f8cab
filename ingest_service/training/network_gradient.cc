#include "ingest_service/training/network_gradient.h"

#include <algorithm>

namespace dateline::training {
namespace {

using language::WordFeatures;

int WordCount(absl::Span<const Example* const> examples) {
  int count = 0;
  for (const Example* example : examples) count += static_cast<int>(example->words.size());
  return count;
}

// One mask of `width` elements for each sentence, repeated for its words; kept elements are scaled up.
void DrawMasks(absl::Span<const Example* const> examples, int width, float rate, Random& random,
               std::vector<float>& masks) {
  masks.clear();
  std::vector<float> mask(width);
  for (const Example* example : examples) {
    for (float& element : mask) element = random.Uniform() < rate ? 0.0f : 1.0f / (1.0f - rate);
    for (size_t i = 0; i < example->words.size(); ++i) masks.insert(masks.end(), mask.begin(), mask.end());
  }
}

void MultiplyElements(const std::vector<float>& factors, std::vector<float>& values) {
  for (size_t i = 0; i < values.size(); ++i) values[i] *= factors[i];
}

// Calls visit(table row, share) for each row that a word's embedding sums.
template <typename Visit>
void ForEachRow(const Example& example, const ExampleWord& word, float own_weight, Visit visit) {
  const WordFeatures& features = word.features;
  const float ngram_share = 1.0f / static_cast<float>(std::max(1u, features.end - features.ngrams_begin));
  visit(own_weight == 0 ? 0u : example.feature_rows[features.begin], 1.0f);
  for (uint32_t i = features.begin + 1; i < features.end; ++i) {
    visit(example.feature_rows[i], i < features.ngrams_begin ? 1.0f : ngram_share);
  }
}

void Embed(const NetworkShape& shape, const NetworkWeights& weights, absl::Span<const Example* const> examples,
           const std::vector<float>& word_weights, std::vector<float>& embeddings) {
  const int width = shape.embedding_width;
  embeddings.assign(word_weights.size() * width, 0.0f);
  size_t index = 0;
  for (const Example* example : examples) {
    for (const ExampleWord& word : example->words) {
      float* embedding = embeddings.data() + index * width;
      ForEachRow(*example, word, word_weights[index], [&](uint32_t row, float share) {
        const float* values = weights.table.data() + static_cast<size_t>(row) * width;
        for (int i = 0; i < width; ++i) embedding[i] += share * values[i];
      });
      ++index;
    }
  }
}

void AddTableGradient(const NetworkShape& shape, absl::Span<const Example* const> examples,
                      const std::vector<float>& word_weights, const std::vector<float>& embedding_gradients,
                      NetworkGradient& gradient) {
  const int width = shape.embedding_width;
  size_t index = 0;
  for (const Example* example : examples) {
    for (const ExampleWord& word : example->words) {
      const float* values = embedding_gradients.data() + index * width;
      ForEachRow(*example, word, word_weights[index], [&](uint32_t row, float share) {
        if (!gradient.is_touched[row]) gradient.touched_rows.push_back(row);
        gradient.is_touched[row] = true;
        float* sums = gradient.table.data() + static_cast<size_t>(row) * width;
        for (int i = 0; i < width; ++i) sums[i] += share * values[i];
      });
      ++index;
    }
  }
}

// Hides whole words in the masks, and words' own rows in the weights.
void HideWords(absl::Span<const Example* const> examples, int width, float rate, Random& random,
               std::vector<float>& masks, std::vector<float>& word_weights) {
  word_weights.clear();
  size_t index = 0;
  for (const Example* example : examples) {
    for (const ExampleWord& word : example->words) {
      word_weights.push_back(random.Uniform() < word.unknown_probability ? 0.0f : 1.0f);
      if (random.Uniform() < rate) std::fill_n(masks.begin() + static_cast<long>(index * width), width, 0.0f);
      ++index;
    }
  }
}

}  // namespace

NetworkGradient::NetworkGradient(const NetworkShape& shape)
    : dense(DenseFloatCount(shape)),
      table(static_cast<size_t>(shape.table_rows) * shape.embedding_width),
      is_touched(shape.table_rows) {}

void NetworkGradient::Clear(const NetworkShape& shape) {
  std::fill(dense.begin(), dense.end(), 0.0f);
  for (const uint32_t row : touched_rows) {
    std::fill_n(table.begin() + static_cast<long>(row) * shape.embedding_width, shape.embedding_width, 0.0f);
    is_touched[row] = false;
  }
  touched_rows.clear();
}

Losses ComputeGradient(const NetworkShape& shape, const NetworkWeights& weights,
                       const std::vector<float>& transposed_dense, absl::Span<const Example* const> examples,
                       const DropoutRates& dropout, uint64_t seed, ShardWorkspace& workspace) {
  const language::Kernels& kernels = language::MachineKernels();
  const NetworkView view = ViewNetwork(shape, weights.dense.data());
  const NetworkView transposed = ViewNetwork(shape, transposed_dense.data());
  const NetworkView gradient = ViewNetwork(shape, workspace.gradient.dense.data());
  workspace.gradient.Clear(shape);
  Random random(seed);
  const size_t words = WordCount(examples);
  const int width = shape.encoded_width();

  DrawMasks(examples, shape.embedding_width, dropout.embeddings, random, workspace.embedding_masks_);
  HideWords(examples, shape.embedding_width, dropout.words, random, workspace.embedding_masks_,
            workspace.word_weights_);
  Embed(shape, weights, examples, workspace.word_weights_, workspace.embeddings_);
  MultiplyElements(workspace.embedding_masks_, workspace.embeddings_);
  std::vector<int> lengths;
  for (const Example* example : examples) lengths.push_back(static_cast<int>(example->words.size()));
  workspace.batch_.Assign(lengths);
  const float* inputs = workspace.embeddings_.data();
  for (int layer = 0; layer < language::kEncoderLayers; ++layer) {
    workspace.outputs_[layer].resize(words * width);
    language::RunBidirectional(kernels, view.layers[layer], workspace.batch_, inputs, workspace.traces_[layer],
                               workspace.outputs_[layer].data());
    DrawMasks(examples, width, dropout.layers, random, workspace.masks_[layer]);
    MultiplyElements(workspace.masks_[layer], workspace.outputs_[layer]);
    inputs = workspace.outputs_[layer].data();
  }

  std::vector<float>* output_gradients = &workspace.output_gradients_[language::kEncoderLayers - 1];
  output_gradients->assign(words * width, 0.0f);
  const Losses losses = BackpropagateOutputs(kernels, shape, view, transposed, examples, inputs, gradient,
                                             workspace.output_, output_gradients->data());
  for (int layer = language::kEncoderLayers - 1; layer >= 0; --layer) {
    MultiplyElements(workspace.masks_[layer], *output_gradients);
    std::vector<float>& below = layer > 0 ? workspace.output_gradients_[layer - 1] : workspace.embedding_gradients_;
    below.resize(words * (layer > 0 ? width : shape.embedding_width));
    BackpropagateBidirectional(kernels, transposed.layers[layer], workspace.batch_, workspace.traces_[layer],
                               output_gradients->data(), gradient.layers[layer], workspace.lstm_, below.data());
    output_gradients = &below;
  }
  MultiplyElements(workspace.embedding_masks_, workspace.embedding_gradients_);
  AddTableGradient(shape, examples, workspace.word_weights_, workspace.embedding_gradients_, workspace.gradient);
  return losses;
}

}  // namespace dateline::training
