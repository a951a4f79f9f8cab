#include "ingest_service/language/names/marked_token.h"

#include "gtest/gtest.h"
#include "tests/ingest_service/language/names/simple_tokenizer.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

TEST(ShapeOf, ReadsCapitalsOfAnyScript) {
  EXPECT_EQ(ShapeOf("Sơn"), Shape::kCapitalized);
  EXPECT_EQ(ShapeOf("Đà"), Shape::kCapitalized);
  EXPECT_EQ(ShapeOf("Шойгу"), Shape::kCapitalized);
  EXPECT_EQ(ShapeOf("sơn"), Shape::kSmall);
}

TEST(ShapeOf, TellsAcronymsFromInitials) {
  EXPECT_EQ(ShapeOf("UN"), Shape::kCapitals);
  EXPECT_EQ(ShapeOf("U.S."), Shape::kCapitals);
  EXPECT_EQ(ShapeOf("G7"), Shape::kCapitals);
  EXPECT_EQ(ShapeOf("J."), Shape::kCapitalized);
}

TEST(ShapeOf, TellsNumbersFromPunctuation) {
  EXPECT_EQ(ShapeOf("2025"), Shape::kNumber);
  EXPECT_EQ(ShapeOf("—"), Shape::kPunctuation);
}

TEST(ShapeOf, ReadsAnyBytes) { EXPECT_EQ(ShapeOf("\xff\xfe"), Shape::kPunctuation); }

class MarkTokensTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto gazetteer = Gazetteer::Create(DATELINE_DATA_DIRECTORY);
    ASSERT_THAT(gazetteer, dateline::testing::IsOk());
    gazetteer_ = *std::move(gazetteer);
  }
  std::vector<MarkedToken> Mark(absl::string_view text) {
    simple_ = Tokenize(text);
    return MarkTokens(*gazetteer_, simple_.document, simple_.tokens, simple_.sentences);
  }
  std::unique_ptr<const Gazetteer> gazetteer_;
  SimpleText simple_;
};

TEST_F(MarkTokensTest, TakesTheLongestPhrase) {
  const auto marked = Mark("South Sudan");
  EXPECT_TRUE(marked[0].Matches(SenseKind::kCountry));
  EXPECT_EQ(marked[0].match_end, 2);
  EXPECT_EQ(marked[0].match->country_code, "SS");
}

TEST_F(MarkTokensTest, MatchesAcrossHyphens) { EXPECT_EQ(Mark("Guinea-Bissau")[0].match_end, 3); }

TEST_F(MarkTokensTest, EndsAMatchBeforeAHyphenThatGoesNowhere) { EXPECT_EQ(Mark("Vietnam-China")[0].match_end, 1); }

TEST_F(MarkTokensTest, MatchesNamesInCapitalsOnly) {
  EXPECT_EQ(Mark("a turkey")[1].match, nullptr);
  EXPECT_TRUE(Mark("a Turkey")[1].Matches(SenseKind::kCountry));
}

TEST_F(MarkTokensTest, MatchesTitlesInAnyCase) {
  EXPECT_TRUE(Mark("the prime minister")[1].Matches(SenseKind::kTitle));
}

TEST_F(MarkTokensTest, MatchesNothingAcrossSentences) { EXPECT_EQ(Mark("to South\nSudan is")[1].match_end, 0); }

}  // namespace
}  // namespace dateline::language
