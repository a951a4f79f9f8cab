#include "ingest_service/training/output_gradient.h"

#include <algorithm>
#include <cmath>

namespace dateline::training {
namespace {

using language::Kernels;
using language::kRelationColumns;
using language::ScorerWeights;

float* Writable(const float* gradient) { return const_cast<float*>(gradient); }

void AddColumnSums(const float* rows, int count, int width, size_t stride, float* sums) {
  for (int row = 0; row < count; ++row) {
    for (int i = 0; i < width; ++i) sums[i] += rows[row * stride + i];
  }
}

void BackpropagateLeak(const float* activations, int count, float* gradients) {
  for (int i = 0; i < count; ++i) gradients[i] *= activations[i] > 0 ? 1.0f : language::kLeak;
}

double BackpropagateTags(const Kernels& kernels, const NetworkShape& shape, const NetworkView& weights,
                         const NetworkView& transposed, absl::Span<const Example* const> examples, const float* encoded,
                         int count, const NetworkView& gradient, std::vector<float>& scores, float* encoded_gradients) {
  const int columns = shape.tag_columns();
  const int width = shape.encoded_width();
  scores.resize(static_cast<size_t>(count) * columns);
  for (int row = 0; row < count; ++row)
    std::copy_n(weights.tags.bias, columns, scores.data() + static_cast<size_t>(row) * columns);
  kernels.multiply_add({encoded, static_cast<size_t>(width), 1}, weights.tags.weights, columns, scores.data(), columns,
                       count, columns, width);
  double loss = 0;
  float* row = scores.data();
  for (const Example* example : examples) {
    for (const ExampleWord& word : example->words) {
      int begin = 0;
      for (int kind = 0; kind < kTagKinds; ++kind) {
        loss += CrossEntropy(row + begin, shape.tag_counts[kind], word.tags[kind]);
        begin += shape.tag_counts[kind];
      }
      std::fill(row + begin, row + columns, 0.0f);
      row += columns;
    }
  }
  kernels.multiply_add({encoded, 1, static_cast<size_t>(width)}, scores.data(), columns,
                       Writable(gradient.tags.weights), columns, width, columns, count);
  AddColumnSums(scores.data(), count, columns, columns, Writable(gradient.tags.bias));
  kernels.multiply_add({scores.data(), static_cast<size_t>(columns), 1}, transposed.tags.weights, width,
                       encoded_gradients, width, count, width, columns);
  return loss;
}

// The part of a step that is about one sentence's tree: words [begin, begin + size) of the batch.
class TreeGradient {
 public:
  TreeGradient(const Kernels& kernels, const NetworkView& weights, const NetworkView& transposed,
               const NetworkView& gradient, OutputGradientWorkspace& workspace)
      : kernels_(kernels),
        weights_(weights.scorer),
        transposed_(transposed.scorer),
        gradient_(gradient.scorer),
        workspace_(workspace) {}

  double Arcs(const Example& example, int begin) {
    const int count = static_cast<int>(example.words.size());
    const int arc_width = weights_.arc_width;
    const size_t stride = weights_.projection_width();
    language::ScoreArcs(kernels_, weights_, begin, count, workspace_.scorer);
    const int columns = workspace_.scorer.arc_columns;
    float* scores = workspace_.scorer.arc_scores.data();
    double loss = 0;
    for (int word = 0; word < count; ++word) {
      float* row = scores + static_cast<size_t>(word) * columns;
      loss += CrossEntropy(row, count + 1, example.words[word].head);
      std::fill(row + count + 1, row + columns, 0.0f);
    }
    // Heads as rows: the root, then the words.
    workspace_.heads.assign(static_cast<size_t>(count + 1) * arc_width, 0.0f);
    kernels_.multiply_add({scores, 1, static_cast<size_t>(columns)},
                          workspace_.scorer.queries.data() + static_cast<size_t>(begin) * arc_width, arc_width,
                          workspace_.heads.data(), arc_width, count + 1, arc_width, count);
    AddColumnSums(workspace_.heads.data(), 1, arc_width, arc_width, Writable(gradient_.root_as_head));
    for (int word = 0; word < count; ++word) {
      float* projection = workspace_.projections.data() + (begin + word) * stride + arc_width;
      AddColumnSums(workspace_.heads.data() + static_cast<size_t>(word + 1) * arc_width, 1, arc_width, arc_width,
                    projection);
    }
    float* queries = workspace_.queries.data() + static_cast<size_t>(begin) * arc_width;
    for (int word = 0; word < count; ++word) {
      const float root = scores[static_cast<size_t>(word) * columns];
      for (int i = 0; i < arc_width; ++i)
        queries[static_cast<size_t>(word) * arc_width + i] += root * weights_.root_as_head[i];
    }
    kernels_.multiply_add({scores + 1, static_cast<size_t>(columns), 1},
                          workspace_.scorer.projections.data() + begin * stride + arc_width, stride, queries, arc_width,
                          count, arc_width, count);
    return loss;
  }

  double Relations(const Example& example, int begin) {
    const int count = static_cast<int>(example.words.size());
    const int label_width = weights_.label_width;
    const size_t stride = weights_.projection_width();
    heads_.clear();
    for (const ExampleWord& word : example.words) heads_.push_back(word.head);
    language::ScoreRelations(kernels_, weights_, begin, heads_, workspace_.scorer);
    float* scores = workspace_.scorer.label_scores.data();
    double loss = 0;
    for (int word = 0; word < count; ++word) {
      float* row = scores + static_cast<size_t>(word) * kRelationColumns;
      loss += CrossEntropy(row, language::kRelationCount, example.words[word].relation);
      std::fill(row + language::kRelationCount, row + kRelationColumns, 0.0f);
    }
    const std::vector<float>& hidden = workspace_.scorer.label_hidden;
    kernels_.multiply_add({hidden.data(), 1, static_cast<size_t>(label_width)}, scores, kRelationColumns,
                          Writable(gradient_.relations), kRelationColumns, label_width, kRelationColumns, count);
    AddColumnSums(scores, count, kRelationColumns, kRelationColumns, Writable(gradient_.relation_bias));
    workspace_.label_hidden.assign(static_cast<size_t>(count) * label_width, 0.0f);
    kernels_.multiply_add({scores, kRelationColumns, 1}, transposed_.relations, label_width,
                          workspace_.label_hidden.data(), label_width, count, label_width, kRelationColumns);
    BackpropagateLeak(hidden.data(), count * label_width, workspace_.label_hidden.data());
    float* projections = workspace_.projections.data() + 2 * weights_.arc_width;
    for (int word = 0; word < count; ++word) {
      const float* gradient = workspace_.label_hidden.data() + static_cast<size_t>(word) * label_width;
      AddColumnSums(gradient, 1, label_width, label_width, projections + (begin + word) * stride);
      float* head = heads_[word] == 0 ? Writable(gradient_.root_label)
                                      : projections + (begin + heads_[word] - 1) * stride + label_width;
      AddColumnSums(gradient, 1, label_width, label_width, head);
    }
    return loss;
  }

  // Once all sentences are done: from the projections' gradients to the encoder's.
  void Finish(const float* encoded, int count, float* encoded_gradients) {
    const int arc_width = weights_.arc_width;
    const int width = weights_.width;
    const int stride = weights_.projection_width();
    const float* values = workspace_.scorer.projections.data();
    float* gradients = workspace_.projections.data();
    kernels_.multiply_add({values, 1, static_cast<size_t>(stride)}, workspace_.queries.data(), arc_width,
                          Writable(gradient_.arcs), arc_width, arc_width, arc_width, count);
    AddColumnSums(workspace_.queries.data(), count, arc_width, arc_width, Writable(gradient_.head_bias));
    kernels_.multiply_add({workspace_.queries.data(), static_cast<size_t>(arc_width), 1}, transposed_.arcs, arc_width,
                          gradients, stride, count, arc_width, arc_width);
    for (int word = 0; word < count; ++word) {
      BackpropagateLeak(values + static_cast<size_t>(word) * stride, 2 * arc_width,
                        gradients + static_cast<size_t>(word) * stride);
    }
    kernels_.multiply_add({encoded, 1, static_cast<size_t>(width)}, gradients, stride, Writable(gradient_.projection),
                          stride, width, stride, count);
    AddColumnSums(gradients, count, stride, stride, Writable(gradient_.projection_bias));
    kernels_.multiply_add({gradients, static_cast<size_t>(stride), 1}, transposed_.projection, width, encoded_gradients,
                          width, count, width, stride);
  }

 private:
  const Kernels& kernels_;
  const ScorerWeights& weights_;
  const ScorerWeights& transposed_;
  const ScorerWeights& gradient_;
  OutputGradientWorkspace& workspace_;
  std::vector<int> heads_;
};

}  // namespace

Losses& Losses::operator+=(const Losses& other) {
  tags += other.tags;
  arcs += other.arcs;
  relations += other.relations;
  words += other.words;
  return *this;
}

float CrossEntropy(float* scores, int count, int target) {
  if (target < 0) {
    std::fill_n(scores, count, 0.0f);
    return 0;
  }
  const float highest = *std::max_element(scores, scores + count);
  const float target_score = scores[target] - highest;
  float sum = 0;
  for (int i = 0; i < count; ++i) sum += scores[i] = std::exp(scores[i] - highest);
  for (int i = 0; i < count; ++i) scores[i] /= sum;
  scores[target] -= 1;
  return std::log(sum) - target_score;
}

Losses BackpropagateOutputs(const Kernels& kernels, const NetworkShape& shape, const NetworkView& weights,
                            const NetworkView& transposed, absl::Span<const Example* const> examples,
                            const float* encoded, const NetworkView& gradient, OutputGradientWorkspace& workspace,
                            float* encoded_gradients) {
  Losses losses;
  for (const Example* example : examples) losses.words += static_cast<int>(example->words.size());
  losses.tags = BackpropagateTags(kernels, shape, weights, transposed, examples, encoded, losses.words, gradient,
                                  workspace.tag_scores, encoded_gradients);
  language::Project(kernels, weights.scorer, encoded, losses.words, workspace.scorer);
  workspace.projections.assign(workspace.scorer.projections.size(), 0.0f);
  workspace.queries.assign(workspace.scorer.queries.size(), 0.0f);
  TreeGradient tree(kernels, weights, transposed, gradient, workspace);
  int begin = 0;
  for (const Example* example : examples) {
    losses.arcs += tree.Arcs(*example, begin);
    losses.relations += tree.Relations(*example, begin);
    begin += static_cast<int>(example->words.size());
  }
  tree.Finish(encoded, losses.words, encoded_gradients);
  return losses;
}

}  // namespace dateline::training
