#include "ingest_service/extraction/entities/noun_phrase.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;

TEST(NounPhrase, ReadsDeterminerNumberAndModifiers) {
  const Annotated article({"The/DT two/CD foreign/JJ ministers/NNS left/VBD"});
  const NounPhrase phrase = ReadNounPhrase(ArticleView(article.document, article.analysis), TestLexicon(), 3);
  EXPECT_EQ(phrase.begin_token, 0);
  EXPECT_EQ(phrase.determiner, NounPhrase::Determiner::kDefinite);
  EXPECT_EQ(phrase.number, 2);
  EXPECT_TRUE(phrase.plural);
  EXPECT_THAT(phrase.modifiers, ElementsAre("foreign"));
}

TEST(NounPhrase, BeginsAfterWhatMakesItsNumberApproximate) {
  const Annotated article({"about/RB 5000/CD troops/NNS left/VBD"});
  EXPECT_EQ(ReadNounPhrase(ArticleView(article.document, article.analysis), TestLexicon(), 2).begin_token, 1);
}

TEST(NounPhrase, ReadsCountryAndComplement) {
  const Annotated article({"a/DT [NATIONALITY:FR French/JJ ] head/NN of/IN the/DT police/NN left/VBD"});
  const NounPhrase phrase = ReadNounPhrase(ArticleView(article.document, article.analysis), TestLexicon(), 2);
  EXPECT_EQ(phrase.determiner, NounPhrase::Determiner::kIndefinite);
  EXPECT_THAT(phrase.countries, ElementsAre(0));
  EXPECT_EQ(phrase.core_end, 3);
  EXPECT_EQ(phrase.end_token, 6);
}

TEST(NounPhrase, TakesWordsBeforeTheVerbForSubjects) {
  const Annotated article({"Officials/NNS met/VBD protesters/NNS"});
  const ArticleView view(article.document, article.analysis);
  EXPECT_TRUE(IsSubject(view, 0));
  EXPECT_FALSE(IsSubject(view, 2));
}

}  // namespace
}  // namespace dateline::extraction
