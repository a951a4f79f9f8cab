#include "ingest_service/training/evaluation.h"

#include "ingest_service/training/segmentation_training.h"
#include "tests/ingest_service/training/sample_treebank.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::training {
namespace {

// A segmenter that splits nothing finds the stretches between blanks, and a paragraph as one sentence.
TEST(ScoreSegmentation, CountsSpansThatAgree) {
  language::ModelFileBuilder builder;
  builder.Add("segmentation/tokens", language::WriteTokenSection({-1, -1}, {}));
  builder.Add("segmentation/sentences", language::WriteSentenceSection({-1, -1}));
  const testing::AlignedBytes bytes(builder.Build());
  const auto model = language::ModelFile::Parse(bytes.view());
  const auto segmenter = language::Segmenter::Load(**model);
  ASSERT_THAT(segmenter, testing::IsOk());
  const SegmentationScores scores = ScoreSegmentation(**segmenter, JoinParagraphs(SampleTreebank(1)));
  EXPECT_NEAR(scores.words, 200.0 * 3 / (9 + 6),
              1e-9);  // three of six stretches are words: "Ministers" twice, "Officials"
  EXPECT_EQ(scores.sentences, 0);
}

}  // namespace
}  // namespace dateline::training
