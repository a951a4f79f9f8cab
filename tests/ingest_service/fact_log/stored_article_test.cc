#include "ingest_service/fact_log/stored_article.h"

#include "ingest_service/fact_log/article_appender.h"
#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;

class StoredArticleTest : public ::testing::Test {
 protected:
  StoredArticleTest() {
    EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk());
    ChangeWriter writer(*database_, *TakeOver(*database_), absl::Now());
    for (const char* const id : {"a", "a-longer"}) {
      absl::StatusOr<StoredArticle> result;
      EXPECT_THAT(AppendArticle(PrepareArticle(SampleWrite(id, 12)), writer, result), IsOk());
    }
  }

  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
};

TEST_F(StoredArticleTest, HoldsItsOwnFactsInTheOrderOfTheArticle) {
  const auto facts = LoadFacts(*database_, "articles/a");
  ASSERT_THAT(facts, IsOk());
  ASSERT_EQ(facts->size(), 12u);
  EXPECT_EQ((*facts)[2].name(), "articles/a/facts/f2");
  EXPECT_EQ((*facts)[10].name(), "articles/a/facts/f10");
}

TEST_F(StoredArticleTest, StandsInItsLastRevision) {
  const auto revision = FindRevision(*database_, "articles/a");
  ASSERT_THAT(revision, IsOk());
  ASSERT_TRUE(revision->has_value());
  EXPECT_EQ((*revision)->article.name(), "articles/a");
  EXPECT_EQ((*revision)->epoch, 1);
  EXPECT_EQ((*revision)->feed_offset, 1);
  EXPECT_EQ((*revision)->last_offset, 14);
  EXPECT_EQ((*revision)->article.etag(), EtagOf(1, 1));
  EXPECT_FALSE((*FindRevision(*database_, "articles/b")).has_value());
}

TEST_F(StoredArticleTest, IsFoundByTheChangesThatMadeIt) {
  const auto ingested = LoadIngested(*database_, 1, 14);
  ASSERT_THAT(ingested, IsOk());
  ASSERT_TRUE(ingested->has_value());
  EXPECT_EQ((*ingested)->article.name(), "articles/a");
  EXPECT_EQ((*ingested)->facts.size(), 12u);
  EXPECT_FALSE((*LoadIngested(*database_, 1, 100)).has_value());
  EXPECT_FALSE((*LoadIngested(*database_, 0, 0)).has_value());
}

TEST(ParseArticle, NoticesDamage) { EXPECT_EQ(errors::Reason(ParseArticle("\xff", 1).status()), "STORE_DAMAGED"); }

}  // namespace
}  // namespace dateline::fact_log
