#include "ingest_service/extraction/entities/title_phrases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;

std::vector<TitlePhrase> PhrasesOf(const Annotated& article) {
  return FindTitlePhrases(ArticleView(article.document, article.analysis), TestLexicon());
}

TEST(TitlePhrases, SpellsTitleOut) {
  const std::vector<TitlePhrase> phrases = PhrasesOf(Annotated({"Deputy/NNP PM/NNP"}));
  ASSERT_EQ(phrases.size(), 1u);
  EXPECT_EQ(phrases[0].normalized, "Deputy Prime Minister");
}

TEST(TitlePhrases, KeepsWholePortfolio) {
  const std::vector<TitlePhrase> phrases =
      PhrasesOf(Annotated({"Minister/NNP of/IN Foreign/NNP Affairs/NNP and/CC International/NNP Cooperation/NNP"}));
  ASSERT_EQ(phrases.size(), 1u);
  EXPECT_EQ(phrases[0].end_token, 7);
  EXPECT_EQ(phrases[0].core_token, 0);
}

TEST(TitlePhrases, LeavesFormerOut) {
  const std::vector<TitlePhrase> phrases = PhrasesOf(Annotated({"former/JJ [COUNTRY:US US/NNP ] president/NN"}));
  ASSERT_EQ(phrases.size(), 1u);
  EXPECT_TRUE(phrases[0].former);
  EXPECT_EQ(phrases[0].begin_token, 2);
  EXPECT_EQ(phrases[0].countries.size(), 1u);
}

}  // namespace
}  // namespace dateline::extraction
