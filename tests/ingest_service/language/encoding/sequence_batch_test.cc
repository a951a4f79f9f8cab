#include "ingest_service/language/encoding/sequence_batch.h"

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

using ::testing::ElementsAre;

// Sequences of elements 0 | 1 2 3 | 4 5.
TEST(SequenceBatch, PutsEachStepsElementsTogetherLongestSequenceFirst) {
  SequenceBatch batch;
  batch.Assign({1, 3, 2});
  EXPECT_THAT(batch.element_of_row(), ElementsAre(1, 4, 0, 2, 5, 3));
  EXPECT_THAT(batch.element_of_row_backwards(), ElementsAre(3, 5, 0, 2, 4, 1));
  EXPECT_EQ(batch.step_count(), 3);
  EXPECT_EQ(batch.StepBegin(1), 3);
  EXPECT_EQ(batch.StepSize(0), 3);
  EXPECT_EQ(batch.StepSize(1), 2);
  EXPECT_EQ(batch.StepSize(2), 1);
}

TEST(SequenceBatch, IsEmptyWithoutSequences) {
  SequenceBatch batch;
  batch.Assign({2});
  batch.Assign({});
  EXPECT_EQ(batch.row_count(), 0);
  EXPECT_EQ(batch.step_count(), 0);
}

}  // namespace
}  // namespace dateline::language
