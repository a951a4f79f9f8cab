#include "ingest_service/training/raw_text.h"

#include "gmock/gmock.h"
#include "tests/ingest_service/training/sample_treebank.h"

namespace dateline::training {
namespace {

TEST(JoinParagraphs, WritesWordsAsTheTreebankSpacesThem) {
  const std::vector<RawParagraph> paragraphs = JoinParagraphs(SampleTreebank(2));
  ASSERT_EQ(paragraphs.size(), 2u);
  EXPECT_EQ(paragraphs[0].text, "Ministers met. Ministers talked. Officials met. ");
  EXPECT_THAT(paragraphs[0].sentence_lengths, ::testing::ElementsAre(3, 3, 3));
  EXPECT_EQ(text::Slice(paragraphs[0].text, paragraphs[0].words[4]), "talked");
}

}  // namespace
}  // namespace dateline::training
