#include "ingest_service/fact_log/fact_changer.h"

#include "ingest_service/fact_log/schema.h"
#include "ingest_service/fact_log/stored_article.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleFact;

TEST(ChangeFacts, LeavesTheFactsInTheOrderOfTheArticle) {
  testing::StoreDirectory directory;
  auto database = directory.OpenStore("log");
  ASSERT_THAT(database->EnsureSchema(kSchema), IsOk());
  ChangeWriter writer(*database, *TakeOver(*database), absl::Now());
  v1::Article article;
  article.set_name("articles/a");
  const v1::Fact a = SampleFact("articles/a", "a");
  const v1::Fact b = SampleFact("articles/a", "b");
  const v1::Fact c = SampleFact("articles/a", "c");
  ASSERT_THAT(ChangeFacts(article, {a, b}, v1::RETRACTION_CAUSE_CORRECTED, writer), IsOk());
  ASSERT_THAT(ChangeFacts(article, {c, b, a}, v1::RETRACTION_CAUSE_CORRECTED, writer), IsOk());
  EXPECT_TRUE(*AreStored("articles/a", {c, b, a}, *database));
  EXPECT_FALSE(*AreStored("articles/a", {a, b, c}, *database));
  ASSERT_THAT(ChangeFacts(article, {}, v1::RETRACTION_CAUSE_CANCELED, writer), IsOk());
  EXPECT_TRUE(*AreStored("articles/a", {}, *database));
}

}  // namespace
}  // namespace dateline::fact_log
