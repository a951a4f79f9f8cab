#include "ingest_service/fact_log/article_traces.h"

#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::OfficeWrite;
using ::dateline::testing::ParsedChange;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Key;

class ArticleTracesTest : public testing::FactLogFixture {
 protected:
  std::vector<v1::Change::KindCase> KindsAt(const std::vector<int64_t>& offsets) {
    const std::vector<StoredChange> changes = Changes();
    std::vector<v1::Change::KindCase> kinds;
    for (const int64_t offset : offsets) {
      kinds.push_back(ParsedChange(changes[static_cast<size_t>(offset) - 1]).kind_case());
    }
    return kinds;
  }
};

TEST_F(ArticleTracesTest, AreItsOwnChangesAndThoseOfWhomItNamed) {
  ASSERT_THAT(Append(OfficeWrite("other", "entities/person.other", "Other Person", "FR", "Minister")), IsOk());
  ASSERT_THAT(Append(OfficeWrite("a", "entities/person.vn.son", "Thanh Son", "VN", "Minister")), IsOk());
  ASSERT_THAT(Append(OfficeWrite("b", "entities/person.thanh-son", "Thanh Son", "", "Minister")), IsOk());
  const auto traces = log_->reader().FindTraces({.name = "articles/a"}, false);
  ASSERT_THAT(traces, IsOk());
  EXPECT_EQ(traces->last_offset, log_->Head().offset);
  EXPECT_TRUE(traces->entities.contains("entities/person.vn.son"));
  EXPECT_FALSE(traces->entities.contains("entities/person.thanh-son"));
  EXPECT_THAT(KindsAt(traces->offsets),
              ElementsAre(v1::Change::kArticleAdded, v1::Change::kEntityChanged, v1::Change::kFactAdded));
  ASSERT_THAT(traces->mentions, ElementsAre(Key("entities/person.vn.son")));
  EXPECT_THAT(KindsAt(traces->mentions.begin()->second), ElementsAre(v1::Change::kEntityMerged));
}

TEST_F(ArticleTracesTest, AreNotLookedForWhereNothingWillBeErased) {
  ASSERT_THAT(Append(OfficeWrite("a", "entities/person.vn.son", "Thanh Son", "VN", "Minister")), IsOk());
  EXPECT_EQ(log_->reader().FindTraces({.name = "articles/a", .etag = "another"}, false)->last_offset, 0);
}

TEST_F(ArticleTracesTest, AreGivenUpWhenTheLogEnds) {
  ASSERT_THAT(Append(OfficeWrite("a", "entities/person.vn.son", "Thanh Son", "VN", "Minister")), IsOk());
  EXPECT_EQ(errors::Reason(log_->reader().FindTraces({.name = "articles/a"}, true).status()), "SHUTTING_DOWN");
}

TEST_F(ArticleTracesTest, OfAnArticleThatIsNotStoredAreNone) {
  const auto traces = log_->reader().FindTraces({.name = "articles/a"}, false);
  ASSERT_THAT(traces, IsOk());
  EXPECT_THAT(traces->offsets, IsEmpty());
  EXPECT_EQ(traces->last_offset, 0);
}

}  // namespace
}  // namespace dateline::fact_log
