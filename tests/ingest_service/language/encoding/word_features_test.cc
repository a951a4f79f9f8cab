#include "ingest_service/language/encoding/word_features.h"

#include <string>

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

TEST(NormalizeWord, LowersLettersAndJoinsTypographicKin) {
  EXPECT_EQ(NormalizeWord("Sơn’s"), "sơn's");
  EXPECT_EQ(NormalizeWord("“2025–26”"), "\"0000-00\"");
}

TEST(WordShape, ShortensRuns) {
  EXPECT_EQ(WordShape("Washington"), "Xxxx");
  EXPECT_EQ(WordShape("McDonald's"), "XxXxxx'x");
  EXPECT_EQ(WordShape("U.S."), "X.X.");
  EXPECT_EQ(WordShape("2025"), "ddd");
  EXPECT_EQ(WordShape("北京"), "aa");
}

class WordFeatureExtractorTest : public ::testing::Test {
 protected:
  std::vector<uint32_t> Rows(absl::string_view word) {
    std::vector<uint32_t> rows;
    extractor_.Append(word, rows);
    return rows;
  }
  WordFeatureExtractor extractor_{{"hold", "held"}, 64};
};

TEST_F(WordFeatureExtractorTest, BeginsWithTheWordsOwnRow) {
  EXPECT_EQ(Rows("held")[0], 2u);
  EXPECT_EQ(Rows("Held")[0], 2u);
  EXPECT_EQ(Rows("underlined")[0], 0u);
}

TEST_F(WordFeatureExtractorTest, StaysInsideTheTable) {
  for (const absl::string_view word : {"a", "Sokhonn", "\xff\xfe", "", "x-y-z", "😀"}) {
    for (const uint32_t row : Rows(word)) EXPECT_LT(row, static_cast<uint32_t>(extractor_.row_count())) << word;
  }
}

TEST_F(WordFeatureExtractorTest, ReadsOnlyTheBeginningOfAVeryLongWord) {
  EXPECT_LT(Rows(std::string(100000, 'a')).size(), 60u);
}

TEST_F(WordFeatureExtractorTest, SaysWhereNgramsBegin) {
  std::vector<uint32_t> rows = {7};
  const WordFeatures features = extractor_.Append("held", rows);
  EXPECT_EQ(features.begin, 1u);
  EXPECT_EQ(features.end, rows.size());
  EXPECT_EQ(features.end - features.ngrams_begin, 4u);  // <he hel eld ld>
}

}  // namespace
}  // namespace dateline::language
