#include "ingest_service/training/segmentation_training.h"

#include "ingest_service/training/evaluation.h"
#include "tests/ingest_service/training/sample_treebank.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::training {
namespace {

TEST(TrainSegmentation, LearnsToSplitWhatItHasSeen) {
  const std::vector<RawParagraph> paragraphs = JoinParagraphs(SampleTreebank(3));
  language::ModelFileBuilder builder;
  TrainSegmentation(paragraphs, builder);
  const testing::AlignedBytes bytes(builder.Build());
  const auto model = language::ModelFile::Parse(bytes.view());
  const auto segmenter = language::Segmenter::Load(**model);
  ASSERT_THAT(segmenter, testing::IsOk());
  const SegmentationScores scores = ScoreSegmentation(**segmenter, paragraphs);
  EXPECT_EQ(scores.words, 100);
  EXPECT_EQ(scores.sentences, 100);
}

TEST(TrainSegmentation, LearnsFusedWords) {
  const auto sentences = ParseConllu(
      "1-2\tcannot\t_\t_\t_\t_\t_\t_\t_\t_\n1\tcan\tcan\tAUX\tMD\t_\t3\taux\t_\t_\n2\tnot\tnot\tPART\tRB\t_"
      "\t3\tadvmod\t_\t_\n"
      "3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n"
      "1-2\tcannot\t_\t_\t_\t_\t_\t_\t_\t_\n1\tcan\tcan\tAUX\tMD\t_\t3\taux\t_\t_\n2\tnot\tnot\tPART\tRB\t_"
      "\t3\tadvmod\t_\t_\n"
      "3\twait\twait\tVERB\tVB\t_\t0\troot\t_\t_\n\n");
  ASSERT_THAT(sentences, testing::IsOk());
  language::ModelFileBuilder builder;
  TrainSegmentation(JoinParagraphs(*sentences), builder);
  const testing::AlignedBytes bytes(builder.Build());
  const auto model = language::ModelFile::Parse(bytes.view());
  const auto segmenter = language::Segmenter::Load(**model);
  ASSERT_THAT(segmenter, testing::IsOk());
  EXPECT_EQ(ScoreSegmentation(**segmenter, JoinParagraphs(*sentences)).words, 100);
}

}  // namespace
}  // namespace dateline::training
