#include "ingest_service/extraction/entities/article_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;

TEST(ArticleView, FoldsWordsAndFindsSingulars) {
  const Annotated article({"Sơn/NNP met/VBD officials/NNS"});
  const ArticleView view(article.document, article.analysis);
  EXPECT_EQ(view.folded(0), "son");
  EXPECT_EQ(view.lemma(2), "official");
  EXPECT_TRUE(view.IsPlural(2));
}

TEST(ArticleView, KnowsSentencesAndNames) {
  const Annotated article({"[PERSON Sơn/NNP ] left/VBD", "Nobody/NN stayed/VBD"});
  const ArticleView view(article.document, article.analysis);
  EXPECT_EQ(view.name_at(0), 0);
  EXPECT_EQ(view.name_at(1), -1);
  EXPECT_FALSE(view.same_sentence(1, 2));
  EXPECT_EQ(view.sentence_begin(3), 2);
  EXPECT_FALSE(view.has_tree(0));
}

TEST(ArticleView, SeesCapitalsOutsideAscii) {
  const Annotated article({"Đức/NNP đi/VB"});
  const ArticleView view(article.document, article.analysis);
  EXPECT_TRUE(view.IsCapitalized(0));
  EXPECT_FALSE(view.IsCapitalized(1));
}

}  // namespace
}  // namespace dateline::extraction
