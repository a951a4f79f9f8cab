#include "ingest_service/training/network.h"

#include "gmock/gmock.h"
#include "tests/ingest_service/training/small_network.h"

namespace dateline::training {
namespace {

TEST(Network, ViewsAllOfTheDenseWeightsOnce) {
  const NetworkShape shape = SmallNetwork();
  const std::vector<float> dense(DenseFloatCount(shape));
  const NetworkView view = ViewNetwork(shape, dense.data());
  EXPECT_EQ(view.layers[0].forward.input, dense.data());
  EXPECT_EQ(view.tags.bias + shape.tag_columns(), dense.data() + dense.size());
}

TEST(Network, PadsTagColumnsToWholeVectors) { EXPECT_EQ(SmallNetwork().tag_columns(), 16); }

TEST(Network, BeginsTheSameFromTheSameSeed) {
  const NetworkShape shape = SmallNetwork();
  EXPECT_EQ(InitialWeights(shape, 3).dense, InitialWeights(shape, 3).dense);
  EXPECT_NE(InitialWeights(shape, 3).dense, InitialWeights(shape, 4).dense);
}

TEST(Network, TransposesEachMatrixInItsPlace) {
  const NetworkShape shape = SmallNetwork();
  const std::vector<float> dense = InitialWeights(shape, 3).dense;
  std::vector<float> transposed;
  TransposeDense(shape, dense, transposed);
  const language::ScorerWeights plain = ViewNetwork(shape, dense.data()).scorer;
  const language::ScorerWeights turned = ViewNetwork(shape, transposed.data()).scorer;
  EXPECT_EQ(plain.arcs[2 * shape.arc_width + 5], turned.arcs[5 * shape.arc_width + 2]);
  EXPECT_EQ(plain.relations[2 * language::kRelationColumns + 5], turned.relations[5 * shape.label_width + 2]);
}

}  // namespace
}  // namespace dateline::training
