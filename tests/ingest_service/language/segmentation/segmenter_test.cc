#include "ingest_service/language/segmentation/segmenter.h"

#include <string>

#include "tests/testing/aligned_bytes.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::dateline::testing::AlignedBytes;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;

// The shipped model.
class SegmenterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto model = ModelFile::Open(std::string(DATELINE_DATA_DIRECTORY) + "/english.model");
    ASSERT_THAT(model, IsOk());
    model_ = *std::move(model);
    auto segmenter = Segmenter::Load(*model_);
    ASSERT_THAT(segmenter, IsOk());
    segmenter_ = *std::move(segmenter);
  }

  void Segment(absl::string_view text) {
    spans_.clear();
    lengths_.clear();
    segmenter_->Segment(text, {0, static_cast<uint32_t>(text.size())}, workspace_, spans_, lengths_);
  }

  std::vector<std::string> Words(absl::string_view text) {
    Segment(text);
    std::vector<std::string> words;
    for (const text::Span& span : spans_) words.emplace_back(text::Slice(text, span));
    return words;
  }

  std::vector<std::string> Sentences(absl::string_view text) {
    Segment(text);
    std::vector<std::string> sentences;
    size_t begin = 0;
    for (const int length : lengths_) {
      const uint32_t begin_byte = spans_[begin].begin_byte;
      begin += length;
      sentences.emplace_back(text.substr(begin_byte, spans_[begin - 1].end_byte - begin_byte));
    }
    return sentences;
  }

  std::unique_ptr<const ModelFile> model_;
  std::unique_ptr<const Segmenter> segmenter_;
  SegmenterWorkspace workspace_;
  std::vector<text::Span> spans_;
  std::vector<int> lengths_;
};

TEST_F(SegmenterTest, SplitsNegationsFromTheirVerbs) {
  EXPECT_THAT(Words("They don't agree and can’t wait."),
              ElementsAre("They", "do", "n't", "agree", "and", "ca", "n’t", "wait", "."));
}

TEST_F(SegmenterTest, SplitsPossessives) {
  EXPECT_THAT(Words("the Cambodian official’s visit"), ElementsAre("the", "Cambodian", "official", "’s", "visit"));
  EXPECT_THAT(Words("the two countries' ministries"), ElementsAre("the", "two", "countries", "'", "ministries"));
}

TEST_F(SegmenterTest, SplitsCannot) {
  EXPECT_THAT(Words("They cannot agree."), ElementsAre("They", "can", "not", "agree", "."));
}

TEST_F(SegmenterTest, SplitsHyphenatedWords) {
  EXPECT_THAT(Words("a high-level visit"), ElementsAre("a", "high", "-", "level", "visit"));
}

TEST_F(SegmenterTest, KeepsAbbreviationsWhole) {
  EXPECT_THAT(Words("Mr. Lee met U.S. officials"), ElementsAre("Mr.", "Lee", "met", "U.S.", "officials"));
  EXPECT_THAT(Words("at 9 a.m. on Monday"), ElementsAre("at", "9", "a.m.", "on", "Monday"));
}

TEST_F(SegmenterTest, SplitsQuotationMarksAndBrackets) {
  EXPECT_THAT(Words("the “Three Connections” strategy (JCBC)"),
              ElementsAre("the", "“", "Three", "Connections", "”", "strategy", "(", "JCBC", ")"));
}

TEST_F(SegmenterTest, KeepsNumbersWhole) {
  EXPECT_THAT(Words("It cost 1,250.75 dollars."), ElementsAre("It", "cost", "1,250.75", "dollars", "."));
}

TEST_F(SegmenterTest, SplitsCurrencySigns) {
  EXPECT_THAT(Words("worth $7 billion"), ElementsAre("worth", "$", "7", "billion"));
}

TEST_F(SegmenterTest, KeepsAddressesWhole) {
  EXPECT_THAT(Words("See http://example.org/a-b?c=d."), ElementsAre("See", "http://example.org/a-b?c=d", "."));
}

TEST_F(SegmenterTest, KeepsComposedAndDecomposedLettersTogether) {
  EXPECT_THAT(Words("Bùi Thanh So\u031Bn"), ElementsAre("Bùi", "Thanh", "So\u031Bn"));
}

TEST_F(SegmenterTest, EndsSentencesAtPeriods) {
  EXPECT_THAT(Sentences("The two sides met in Hanoi. They agreed to meet again."),
              ElementsAre("The two sides met in Hanoi.", "They agreed to meet again."));
}

TEST_F(SegmenterTest, GoesOnAfterAnAcronymInBrackets) {
  EXPECT_THAT(Sentences("President of the Cambodian People's Party (CPP) Hun Sen spoke on Thursday."),
              ElementsAre("President of the Cambodian People's Party (CPP) Hun Sen spoke on Thursday."));
}

TEST_F(SegmenterTest, KeepsAbbreviationsInsideSentences) {
  EXPECT_THAT(Sentences("Mr. Lee of the U.S. Department of State met Gen. Park."),
              ElementsAre("Mr. Lee of the U.S. Department of State met Gen. Park."));
}

TEST_F(SegmenterTest, KeepsInitialsInsideSentences) {
  EXPECT_THAT(Sentences("George W. Bush and J. R. Smith spoke."), ElementsAre("George W. Bush and J. R. Smith spoke."));
}

TEST_F(SegmenterTest, PutsAClosingQuotationMarkIntoTheSentenceItCloses) {
  EXPECT_THAT(Sentences("\"We agreed on peace.\" The talks ended on Monday."),
              ElementsAre("\"We agreed on peace.\"", "The talks ended on Monday."));
}

TEST_F(SegmenterTest, EndsSentencesAtQuestionMarks) {
  EXPECT_THAT(Sentences("Who will pay? Nobody knows."), ElementsAre("Who will pay?", "Nobody knows."));
}

TEST_F(SegmenterTest, FindsNothingInWhiteSpace) {
  EXPECT_TRUE(Words(" \t\u200B\n ").empty());
  EXPECT_TRUE(Sentences("").empty());
}

TEST(Segmenter, RefusesWeightsThatAreNoPowerOfTwo) {
  ModelFileBuilder builder;
  builder.Add("segmentation/tokens", WriteTokenSection({1, 2, 3}, {}));
  builder.Add("segmentation/sentences", WriteSentenceSection({1, 2}));
  const AlignedBytes bytes(builder.Build());
  EXPECT_THAT(Segmenter::Load(**ModelFile::Parse(bytes.view())), StatusIs(absl::StatusCode::kDataLoss, _));
}

TEST(Segmenter, RefusesAFusedWordWithoutBoundaryInside) {
  ModelFileBuilder builder;
  builder.Add("segmentation/tokens", WriteTokenSection({1, 2}, {{"cannot", 6}}));
  builder.Add("segmentation/sentences", WriteSentenceSection({1, 2}));
  const AlignedBytes bytes(builder.Build());
  EXPECT_THAT(Segmenter::Load(**ModelFile::Parse(bytes.view())), StatusIs(absl::StatusCode::kDataLoss, _));
}

}  // namespace
}  // namespace dateline::language
