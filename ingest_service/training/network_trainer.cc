#include "ingest_service/training/network_trainer.h"

#include <algorithm>
#include <thread>

#include "ingest_service/training/optimizer.h"

namespace dateline::training {
namespace {

constexpr int kShards = 2;
constexpr int kWarmUpSteps = 200;

using Batch = std::vector<const Example*>;

// Cuts a shuffled order of the examples into batches of about `batch_words` words.
std::vector<Batch> DrawBatches(const std::vector<Example>& examples, int batch_words, Random& random) {
  std::vector<const Example*> order;
  for (const Example& example : examples) order.push_back(&example);
  random.Shuffle(order);
  std::vector<Batch> batches;
  int words = batch_words;
  for (const Example* example : order) {
    if (words >= batch_words) {
      batches.emplace_back();
      words = 0;
    }
    batches.back().push_back(example);
    words += static_cast<int>(example->words.size());
  }
  return batches;
}

void AddGradient(const NetworkShape& shape, const NetworkGradient& addend, NetworkGradient& sum) {
  for (size_t i = 0; i < sum.dense.size(); ++i) sum.dense[i] += addend.dense[i];
  const size_t width = shape.embedding_width;
  for (const uint32_t row : addend.touched_rows) {
    if (!sum.is_touched[row]) sum.touched_rows.push_back(row);
    sum.is_touched[row] = true;
    for (size_t i = row * width; i < (row + 1) * width; ++i) sum.table[i] += addend.table[i];
  }
}

class Trainer {
 public:
  Trainer(const NetworkShape& shape, const NetworkTrainingOptions& options)
      : shape_(shape),
        options_(options),
        weights_(InitialWeights(shape, options.seed)),
        optimizer_(weights_),
        shards_(kShards, ShardWorkspace(shape)) {}

  Losses Step(const Batch& batch, float learning_rate, uint64_t seed) {
    TransposeDense(shape_, weights_.dense, transposed_);
    Batch parts[kShards];
    for (size_t i = 0; i < batch.size(); ++i) parts[i % kShards].push_back(batch[i]);
    Losses losses[kShards];
    const auto compute = [&](int shard) {
      losses[shard] =
          ComputeGradient(shape_, weights_, transposed_, parts[shard], options_.dropout, seed + shard, shards_[shard]);
    };
    std::thread second;
    if (options_.threads > 1) second = std::thread(compute, 1);
    compute(0);
    if (second.joinable()) second.join();
    if (options_.threads <= 1) compute(1);
    losses[0] += losses[1];
    AddGradient(shape_, shards_[1].gradient, shards_[0].gradient);
    optimizer_.Step(shape_, shards_[0].gradient, 1.0f / static_cast<float>(losses[0].words), learning_rate, weights_);
    return losses[0];
  }

  const NetworkWeights& weights() const { return weights_; }

 private:
  const NetworkShape& shape_;
  const NetworkTrainingOptions& options_;
  NetworkWeights weights_;
  AdamOptimizer optimizer_;
  std::vector<ShardWorkspace> shards_;
  std::vector<float> transposed_;
};

}  // namespace

NetworkWeights TrainNetwork(const NetworkShape& shape, const std::vector<Example>& examples,
                            const NetworkTrainingOptions& options, const EpochObserver& observer) {
  Trainer trainer(shape, options);
  Random random(options.seed);
  int step = 0;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    const std::vector<Batch> batches = DrawBatches(examples, options.batch_words, random);
    const float steps = static_cast<float>(batches.size()) * static_cast<float>(options.epochs);
    Losses losses;
    for (const Batch& batch : batches) {
      const float warm_up = std::min(1.0f, static_cast<float>(step + 1) / kWarmUpSteps);
      const float remaining = std::max(0.0f, 1.0f - static_cast<float>(step) / steps);
      losses += trainer.Step(batch, options.learning_rate * warm_up * remaining, random.Next());
      ++step;
    }
    observer(epoch + 1, losses, trainer.weights());
  }
  return trainer.weights();
}

}  // namespace dateline::training
