#include "ingest_service/fact_log/article_appender.h"

#include "dateline/v1/feed_service.pb.h"
#include "gtest/gtest.h"
#include "tests/testing/article_samples.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::SampleWrite;

TEST(PrepareArticle, KeepsTheBodyOutOfTheFeed) {
  const PreparedArticle prepared = PrepareArticle(SampleWrite("a", 1, "The body"));
  EXPECT_EQ(prepared.body, "The body");
  v1::Change change;
  ASSERT_TRUE(change.ParseFromString(prepared.article_change));
  EXPECT_EQ(change.article_added().article().name(), "articles/a");
  EXPECT_TRUE(change.article_added().article().body().empty());
}

TEST(PrepareArticle, MakesTheFirstRevisionOfAUsableArticle) {
  const PreparedArticle prepared = PrepareArticle(SampleWrite("a", 1));
  EXPECT_EQ(prepared.write.article.revision(), 1);
  EXPECT_EQ(prepared.write.article.status(), v1::ARTICLE_STATUS_USABLE);
  v1::Change change;
  ASSERT_TRUE(change.ParseFromString(prepared.fact_changes.at(0)));
  EXPECT_EQ(change.fact_added().fact().article_revision(), 1);
}

}  // namespace
}  // namespace dateline::fact_log
