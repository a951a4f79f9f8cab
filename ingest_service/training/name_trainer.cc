#include "ingest_service/training/name_trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ingest_service/training/random.h"

namespace dateline::training {
namespace {

using language::kNameLabels;
using language::kScoreRow;
using language::LabelScores;
using language::NameLabel;
using language::TransitionScores;

constexpr float kBeta = 1;  // FTRL's beta

// FTRL-proximal for rows of weights.
class Optimizer {
 public:
  Optimizer(size_t rows, const NameTrainingOptions& options) : options_(options), sums_(rows), squares_(rows) {}

  void Step(size_t row, const LabelScores& gradient, LabelScores& weights) {
    LabelScores& sum = sums_[row];
    LabelScores& square = squares_[row];
    for (int i = 0; i < kScoreRow; ++i) {
      const float g = gradient[i];
      const float grown = square[i] + g * g;
      sum[i] += g - (std::sqrt(grown) - std::sqrt(square[i])) / options_.rate * weights[i];
      square[i] = grown;
      const float excess = std::abs(sum[i]) - options_.sparsity;
      const float size = excess / ((kBeta + std::sqrt(grown)) / options_.rate + options_.ridge);
      weights[i] = excess <= 0 ? 0 : sum[i] > 0 ? -size : size;
    }
  }

 private:
  const NameTrainingOptions& options_;
  std::vector<LabelScores> sums_;
  std::vector<LabelScores> squares_;
};

// Forward and backward sums of one sentence, scaled to stay in range.
class Lattice {
 public:
  // Returns the log of the sum over all sequences; fills the tokens' marginals and the expected transitions.
  double Run(absl::Span<const LabelScores> scores, const TransitionScores& transitions,
             std::vector<LabelScores>& marginals, TransitionScores& expected) {
    const size_t length = scores.size();
    Exponentiate(scores, transitions);
    double log_sum = Forward(length);
    Backward(length);
    marginals.assign(length, {});
    for (auto& row : expected) row.fill(0);
    for (size_t i = 0; i < length; ++i) {
      for (int label = 0; label < kNameLabels; ++label) marginals[i][label] = forward_[i][label] * backward_[i][label];
      if (i == 0) continue;
      for (int before = 0; before < kNameLabels; ++before) {
        for (int label = 0; label < kNameLabels; ++label) {
          expected[before][label] +=
              forward_[i - 1][before] * pair_[before][label] * token_[i][label] * backward_[i][label] / scale_[i];
        }
      }
    }
    return log_sum;
  }

 private:
  void Exponentiate(absl::Span<const LabelScores> scores, const TransitionScores& transitions) {
    token_.resize(scores.size());
    largest_.resize(scores.size());
    for (size_t i = 0; i < scores.size(); ++i) {
      largest_[i] = *std::max_element(scores[i].begin(), scores[i].begin() + kNameLabels);
      for (int label = 0; label < kNameLabels; ++label) token_[i][label] = std::exp(scores[i][label] - largest_[i]);
    }
    for (int before = 0; before < kNameLabels; ++before) {
      for (int label = 0; label < kNameLabels; ++label) {
        pair_[before][label] = language::MayFollow(before, label) ? std::exp(transitions[before][label]) : 0;
      }
    }
  }

  double Forward(size_t length) {
    forward_.resize(length);
    scale_.resize(length);
    double log_sum = 0;
    for (size_t i = 0; i < length; ++i) {
      float sum = 0;
      for (NameLabel label = 0; label < kNameLabels; ++label) {
        float in = i == 0 ? (language::MayBegin(label) ? 1.0f : 0.0f) : 0.0f;
        if (i > 0) {
          for (int before = 0; before < kNameLabels; ++before) in += forward_[i - 1][before] * pair_[before][label];
        }
        forward_[i][label] = in * token_[i][label];
        if (i + 1 == length && !language::MayEnd(label)) forward_[i][label] = 0;
        sum += forward_[i][label];
      }
      scale_[i] = std::max(sum, 1e-30f);
      for (int label = 0; label < kNameLabels; ++label) forward_[i][label] /= scale_[i];
      log_sum += std::log(scale_[i]) + largest_[i];
    }
    return log_sum;
  }

  void Backward(size_t length) {
    backward_.resize(length);
    for (NameLabel label = 0; label < kNameLabels; ++label)
      backward_[length - 1][label] = language::MayEnd(label) ? 1 : 0;
    for (size_t i = length - 1; i-- > 0;) {
      for (int label = 0; label < kNameLabels; ++label) {
        float sum = 0;
        for (int after = 0; after < kNameLabels; ++after) {
          sum += pair_[label][after] * token_[i + 1][after] * backward_[i + 1][after];
        }
        backward_[i][label] = sum / scale_[i + 1];
      }
    }
  }

  std::vector<LabelScores> token_, forward_, backward_;
  std::vector<float> largest_, scale_;
  TransitionScores pair_ = {};
};

absl::flat_hash_map<uint64_t, int> CountRows(absl::Span<const NameExample> examples, int least_count) {
  absl::flat_hash_map<uint64_t, int> counts;
  for (const NameExample& example : examples) {
    for (uint64_t feature : example.features.values) ++counts[feature];
  }
  absl::flat_hash_map<uint64_t, int> rows;
  for (const NameExample& example : examples) {  // in the order of the text, so that equal data give equal rows
    for (uint64_t feature : example.features.values) {
      if (counts[feature] >= least_count) rows.try_emplace(feature, static_cast<int>(rows.size()));
    }
  }
  return rows;
}

// The rows of each token's features, those without a row left out.
struct IndexedExample {
  std::vector<int> rows;
  std::vector<int> ends;
};

class Trainer {
 public:
  Trainer(absl::Span<const NameExample> examples, const NameTrainingOptions& options, uint64_t seed)
      : examples_(examples), options_(options), random_(seed) {
    weights_.rows = CountRows(examples, options.least_count);
    weights_.scores.resize(weights_.rows.size());
    optimizer_.emplace_back(weights_.rows.size() + kNameLabels, options_);
    for (const NameExample& example : examples) indexed_.push_back(Index(example));
  }

  double Epoch() {
    std::vector<int> order(examples_.size());
    std::iota(order.begin(), order.end(), 0);
    random_.Shuffle(order);
    double loss = 0;
    for (int index : order) loss += Step(indexed_[index], examples_[index]);
    return loss;
  }

  NameWeights& weights() { return weights_; }

 private:
  IndexedExample Index(const NameExample& example) const {
    IndexedExample indexed;
    for (int token = 0; token < static_cast<int>(example.labels.size()); ++token) {
      for (uint64_t feature : example.features.Of(token)) {
        const auto row = weights_.rows.find(feature);
        if (row != weights_.rows.end()) indexed.rows.push_back(row->second);
      }
      indexed.ends.push_back(static_cast<int>(indexed.rows.size()));
    }
    return indexed;
  }

  double Step(const IndexedExample& indexed, const NameExample& example) {
    const size_t length = example.labels.size();
    kept_.clear();
    kept_ends_.clear();
    scores_.assign(length, {});
    const float scale = 1 / (1 - options_.dropout);
    for (size_t token = 0, at = 0; token < length; ++token) {
      for (; at < static_cast<size_t>(indexed.ends[token]); ++at) {
        if (random_.Uniform() < options_.dropout) continue;
        const int row = indexed.rows[at];
        kept_.push_back(row);
        for (int i = 0; i < kScoreRow; ++i) scores_[token][i] += weights_.scores[row][i] * scale;
      }
      kept_ends_.push_back(static_cast<int>(kept_.size()));
    }
    const double log_sum = lattice_.Run(scores_, weights_.transitions, marginals_, expected_);
    double gold = 0;
    for (size_t token = 0; token < length; ++token) {
      const NameLabel label = example.labels[token];
      gold += scores_[token][label] + (token > 0 ? weights_.transitions[example.labels[token - 1]][label] : 0);
      marginals_[token][label] -= 1;
      if (token > 0) expected_[example.labels[token - 1]][label] -= 1;
    }
    Update(example.weight * scale, example.weight);
    return log_sum - gold;
  }

  void Update(float token_scale, float pair_scale) {
    for (size_t token = 0, at = 0; token < marginals_.size(); ++token) {
      LabelScores gradient = marginals_[token];
      float largest = 0;
      for (float& g : gradient) {
        g *= token_scale;
        largest = std::max(largest, std::abs(g));
      }
      if (largest < 1e-4f) {
        at = kept_ends_[token];
        continue;
      }
      for (; at < static_cast<size_t>(kept_ends_[token]); ++at) {
        optimizer_[0].Step(kept_[at], gradient, weights_.scores[kept_[at]]);
      }
    }
    for (int before = 0; before < kNameLabels; ++before) {
      for (float& g : expected_[before]) g *= pair_scale;
      optimizer_[0].Step(weights_.scores.size() + before, expected_[before], weights_.transitions[before]);
    }
  }

  absl::Span<const NameExample> examples_;
  const NameTrainingOptions& options_;
  Random random_;
  NameWeights weights_;
  std::vector<Optimizer> optimizer_;  // one; made when the number of rows is known
  std::vector<IndexedExample> indexed_;
  Lattice lattice_;
  std::vector<int> kept_, kept_ends_;
  std::vector<LabelScores> scores_, marginals_;
  TransitionScores expected_ = {};
};

void AddTo(const NameWeights& weights, float share, NameWeights& mean) {
  mean.scores.resize(weights.scores.size());
  for (size_t row = 0; row < weights.scores.size(); ++row) {
    for (int i = 0; i < kScoreRow; ++i) mean.scores[row][i] += share * weights.scores[row][i];
  }
  for (int before = 0; before < kNameLabels; ++before) {
    for (int i = 0; i < kScoreRow; ++i) mean.transitions[before][i] += share * weights.transitions[before][i];
  }
}

}  // namespace

void NameWeights::Score(const language::TokenFeatures& features, std::vector<LabelScores>& result) const {
  result.assign(features.ends.size(), {});
  for (int token = 0; token < static_cast<int>(features.ends.size()); ++token) {
    for (uint64_t feature : features.Of(token)) {
      const auto row = rows.find(feature);
      if (row == rows.end()) continue;
      for (int i = 0; i < kScoreRow; ++i) result[token][i] += scores[row->second][i];
    }
  }
}

NameWeights TrainNames(absl::Span<const NameExample> examples, const NameTrainingOptions& options,
                       const std::function<void(int, double, const NameWeights&)>& after_epoch) {
  NameWeights mean;
  const float share = 1.0f / (options.runs * (options.epochs - options.first_averaged));
  for (int run = 0; run < options.runs; ++run) {
    Trainer trainer(examples, options, options.seed + run);
    for (int epoch = 1; epoch <= options.epochs; ++epoch) {
      const double loss = trainer.Epoch();
      if (epoch > options.first_averaged) AddTo(trainer.weights(), share, mean);
      after_epoch(run * options.epochs + epoch, loss, trainer.weights());
    }
    mean.rows = std::move(trainer.weights().rows);  // the same in every run
  }
  return mean;
}

}  // namespace dateline::training
