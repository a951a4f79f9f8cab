#include "ingest_service/training/network_trainer.h"

#include "gmock/gmock.h"
#include "tests/ingest_service/training/small_network.h"

namespace dateline::training {
namespace {

std::vector<Example> Sentences() {
  return {SmallSentence(4, 1), SmallSentence(6, 2), SmallSentence(1, 3), SmallSentence(5, 4)};
}

NetworkTrainingOptions Options(int threads) {
  NetworkTrainingOptions options;
  options.epochs = 3;
  options.batch_words = 6;
  options.threads = threads;
  return options;
}

void Ignore(int, const Losses&, const NetworkWeights&) {}

TEST(TrainNetwork, GivesTheSameWeightsOnAnyNumberOfThreads) {
  const NetworkWeights one = TrainNetwork(SmallNetwork(), Sentences(), Options(1), Ignore);
  const NetworkWeights two = TrainNetwork(SmallNetwork(), Sentences(), Options(2), Ignore);
  EXPECT_EQ(one.dense, two.dense);
  EXPECT_EQ(one.table, two.table);
}

TEST(TrainNetwork, LosesLessAndLess) {
  NetworkTrainingOptions options = Options(1);
  options.epochs = 120;
  options.learning_rate = 0.01f;
  options.dropout = {0, 0, 0};
  std::vector<double> losses;
  TrainNetwork(SmallNetwork(), Sentences(), options, [&](int, const Losses& loss, const NetworkWeights&) {
    losses.push_back(loss.tags + loss.arcs + loss.relations);
  });
  EXPECT_LT(losses.back(), losses.front() / 2);
}

}  // namespace
}  // namespace dateline::training
