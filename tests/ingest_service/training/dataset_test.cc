#include "ingest_service/training/dataset.h"

#include "gmock/gmock.h"
#include "tests/ingest_service/training/sample_treebank.h"

namespace dateline::training {
namespace {

using ::testing::ElementsAre;

TEST(BuildDataset, KeepsWordsSeenTwiceMostFrequentFirst) {
  EXPECT_THAT(BuildDataset(SampleTreebank(1), 16).vocabulary, ElementsAre(".", "met", "ministers"));
}

TEST(BuildDataset, NumbersTagsByFrequency) {
  const Dataset dataset = BuildDataset(SampleTreebank(1), 16);
  EXPECT_THAT(dataset.tags.treebank_tags, ElementsAre(".", "NNS", "VBD"));
  EXPECT_THAT(dataset.tags.features, ElementsAre("", "Number=Plur", "Tense=Past"));
  EXPECT_EQ(dataset.tags.combinations.size(), 3u);
}

TEST(BuildDataset, KeepsHeadsAndRelations) {
  const Example example = BuildDataset(SampleTreebank(1), 16).examples[0];
  EXPECT_EQ(example.words[0].head, 2);
  EXPECT_EQ(example.words[1].head, 0);
  EXPECT_EQ(example.words[0].relation, static_cast<int>(language::Relation::kNsubj));
}

TEST(BuildDataset, HidesRareWordsMoreOften) {
  const std::vector<ExampleWord> words = BuildDataset(SampleTreebank(1), 16).examples[1].words;
  EXPECT_GT(words[1].unknown_probability, words[2].unknown_probability);
}

}  // namespace
}  // namespace dateline::training
