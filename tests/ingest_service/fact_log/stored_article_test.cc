#include "ingest_service/fact_log/stored_article.h"

#include "ingest_service/fact_log/article_appender.h"
#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;
using ::dateline::testing::StatusIs;

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

  testing::TemporaryDirectory directory_;
  std::unique_ptr<sqlite::Database> database_ =
      *sqlite::Database::OpenWriter(directory_.File("log"), sqlite::Durability::kFull);
};

TEST_F(StoredArticleTest, HoldsItsOwnFactsInTheOrderOfTheArticle) {
  const auto stored = LoadStoredArticle(*database_, "articles/a", 1);
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->article.name(), "articles/a");
  ASSERT_EQ(stored->facts.size(), 12u);
  EXPECT_EQ(stored->facts[2].name(), "articles/a/facts/f2");
  EXPECT_EQ(stored->facts[10].name(), "articles/a/facts/f10");
  EXPECT_EQ(stored->epoch, 1);
  EXPECT_EQ(stored->last_offset, 14);
}

TEST_F(StoredArticleTest, IsAFaultWhenItIsNotThere) {
  EXPECT_THAT(LoadStoredArticle(*database_, "articles/b", 1), StatusIs(absl::StatusCode::kInternal, ::testing::_));
}

TEST(ParseArticleAdded, NoticesDamage) {
  EXPECT_EQ(errors::Reason(ParseArticleAdded("\xff").status()), "STORE_DAMAGED");
}

}  // namespace
}  // namespace dateline::fact_log
