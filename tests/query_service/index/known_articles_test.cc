#include "query_service/index/known_articles.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::RetractChange;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class KnownArticlesTest : public testing::IndexFixture {
 protected:
  KnownArticlesTest() {
    Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1")),
           FactChange(FactOf("articles/a/facts/2")), RetractChange("articles/a/facts/1"),
           ArticleChange("articles/a", "VNS"), FactChange(FactOf("articles/a/facts/2"))});
    writer_.reset();
    database_ = *store::Database::OpenWriter(place_.tables);
  }
  std::unique_ptr<store::Database> database_;
};

TEST_F(KnownArticlesTest, HaveTheirVersionsAndTheFactsThatHold) {
  KnownArticles articles(*database_);
  const KnownArticle* article = *articles.Find("articles/a");
  ASSERT_NE(article, nullptr);
  EXPECT_EQ(article->number, 1);
  EXPECT_EQ(article->versions.size(), 2u);
  EXPECT_THAT(article->facts, UnorderedElementsAre(Pair("articles/a/facts/2", 6)));
  EXPECT_EQ(*articles.Find("articles/b"), nullptr);
}

TEST_F(KnownArticlesTest, GiveAFactTheVersionOfItsTime) {
  KnownArticles articles(*database_);
  const KnownArticle* article = *articles.Find("articles/a");
  EXPECT_EQ(article->ContextAt(4, 0).publisher, "VNA");
  EXPECT_EQ(article->ContextAt(5, 0).publisher, "VNS");
  EXPECT_EQ(article->ContextAt(0, 0).publisher, "VNA");
  EXPECT_EQ(article->ContextAt(-1, -5).publisher, "");
}

TEST_F(KnownArticlesTest, GetANumberThatStays) {
  KnownArticles articles(*database_, /*max_kept=*/1);
  EXPECT_EQ((*articles.FindOrAdd("articles/b", 9))->number, 9);
  EXPECT_EQ((*articles.FindOrAdd("articles/a", 10))->number, 1);
  EXPECT_EQ((*articles.FindOrAdd("articles/b", 11))->number, 9);
}

}  // namespace
}  // namespace dateline::index
