#include "ingest_service/extraction/entities/quotations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;

TEST(Quotations, FindsOuterMarks) {
  const Annotated article({"He/PRP said/VBD “/`` yes/UH ”/'' twice/RB"});
  const Quotations quotations(ArticleView(article.document, article.analysis));
  ASSERT_EQ(quotations.all().size(), 1u);
  EXPECT_EQ(quotations.At(3), 0);
  EXPECT_EQ(quotations.At(1), -1);
  EXPECT_EQ(quotations.At(5), -1);
}

TEST(Quotations, EndsUnclosedMarkWithItsBlock) {
  const Annotated article({"“/`` yes/UH", "no/UH"});
  const Quotations quotations(ArticleView(article.document, article.analysis));
  EXPECT_EQ(quotations.At(1), 0);
  EXPECT_EQ(quotations.At(2), -1);
}

TEST(Quotations, OpeningMarkRightBehindAWordCloses) {
  Annotated article({"“/`` no/UH “/'' he/PRP said/VBD"});
  article.analysis.tokens[1].span.end_byte = article.analysis.tokens[2].span.begin_byte;
  const Quotations quotations(ArticleView(article.document, article.analysis));
  EXPECT_EQ(quotations.At(2), 0);
  EXPECT_EQ(quotations.At(3), -1);
}

TEST(Quotations, InnerAndOuterMarkInOneTokenClose) {
  const Annotated article({"''/`` 'yes/UH '''/'' he/PRP said/VBD"});
  const Quotations quotations(ArticleView(article.document, article.analysis));
  EXPECT_EQ(quotations.At(2), 0);
  EXPECT_EQ(quotations.At(3), -1);
}

}  // namespace
}  // namespace dateline::extraction
