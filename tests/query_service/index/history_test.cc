#include "query_service/index/history.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::ConfirmChange;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RetractChange;
using ::dateline::testing::StatusChange;
using ::dateline::testing::SupersedeChange;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kFact[] = "articles/a/facts/1";
constexpr char kOther[] = "articles/a/facts/2";

class HistoryTest : public testing::IndexFixture {
 protected:
  std::vector<FactVersion> Versions(const std::string& fact, int64_t at) {
    Snapshot snapshot = TakeSnapshot();
    const auto versions = snapshot.ReadFactVersions(fact, at);
    EXPECT_THAT(versions, IsOk());
    return versions.ok() ? *versions : std::vector<FactVersion>();
  }
  std::string StatusOf(const std::string& article, int64_t at) {
    Snapshot snapshot = TakeSnapshot();
    const auto found = snapshot.FindArticle(article, at);
    EXPECT_THAT(found, IsOk());
    return found.ok() && found->has_value() ? v1::ArticleStatus_Name((*found)->status()) : "none";
  }
};

TEST_F(HistoryTest, ArticlesAreAsTheyWere) {
  Apply({ArticleChange("articles/a"), StatusChange("articles/a", v1::ARTICLE_STATUS_CANCELED)});
  EXPECT_EQ(StatusOf("articles/a", 1), "ARTICLE_STATUS_UNSPECIFIED");
  EXPECT_EQ(StatusOf("articles/a", 2), "ARTICLE_STATUS_CANCELED");
  EXPECT_EQ(StatusOf("articles/b", 2), "none");
}

TEST_F(HistoryTest, TellsTheLifeOfAFact) {
  v1::Fact confirmed = FactOf(kFact);
  confirmed.set_article_revision(2);
  Apply({FactChange(FactOf(kFact)), ConfirmChange(confirmed), RetractChange(kFact)});
  const std::vector<FactVersion> versions = Versions(kFact, 3);
  ASSERT_THAT(versions, SizeIs(2));
  EXPECT_EQ(versions[0].change_kind, v1::FACT_CHANGE_KIND_ADDED);
  EXPECT_EQ(versions[0].commit_nanoseconds, 1'750'000'001'000'000'000);
  EXPECT_EQ(versions[0].end->successor, kFact);
  EXPECT_EQ(versions[1].change_kind, v1::FACT_CHANGE_KIND_CONFIRMED);
  EXPECT_EQ(versions[1].article_revision, 2);
  EXPECT_EQ(versions[1].end->recorded_to, 3);
  EXPECT_EQ(versions[1].end->cause, v1::RETRACTION_CAUSE_CORRECTED);
  EXPECT_EQ(versions[1].end->successor, "");
  EXPECT_EQ(versions[1].end->commit_nanoseconds, 1'750'000'003'000'000'000);
}

TEST_F(HistoryTest, KnowsTheStateBeforeTheTransactionThatEndedAFact) {
  Apply({FactChange(FactOf(kFact)), FactChange(FactOf(kOther))});
  feed_.Add({ArticleChange("articles/a"), RetractChange(kFact)}, 1'760'000'000);
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  EXPECT_EQ(Versions(kFact, 4)[0].end->recorded_to, 4);
  EXPECT_EQ(Versions(kFact, 4)[0].end->last_whole_state, 2);
}

TEST_F(HistoryTest, AFactThatCameAndWentInOneTransactionHeldInBetween) {
  feed_.Add({FactChange(FactOf(kFact)), RetractChange(kFact)}, 1'760'000'000);
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  EXPECT_EQ(Versions(kFact, 2)[0].end->last_whole_state, 1);
}

TEST_F(HistoryTest, KnowsWhatTookAFactsPlace) {
  Apply({FactChange(FactOf(kFact)), SupersedeChange(FactOf(kFact), FactOf(kOther))});
  const std::vector<FactVersion> versions = Versions(kFact, 2);
  ASSERT_THAT(versions, SizeIs(1));
  EXPECT_EQ(versions[0].end->successor, kOther);
  ASSERT_THAT(Versions(kOther, 2), SizeIs(1));
  EXPECT_EQ(Versions(kOther, 2)[0].change_kind, v1::FACT_CHANGE_KIND_SUPERSEDED);
}

TEST_F(HistoryTest, EndsWithTheStateThatIsAskedFor) {
  Apply({FactChange(FactOf(kFact)), RetractChange(kFact)});
  ASSERT_THAT(Versions(kFact, 1), SizeIs(1));
  EXPECT_FALSE(Versions(kFact, 1)[0].end.has_value());
  EXPECT_THAT(Versions(kOther, 2), IsEmpty());
}

TEST_F(HistoryTest, APurgeLeavesNothing) {
  Apply({ArticleChange("articles/a"), FactChange(FactOf(kFact)), PurgeChange("articles/a")});
  EXPECT_EQ(StatusOf("articles/a", 2), "none");
  EXPECT_THAT(Versions(kFact, 3), IsEmpty());
}

}  // namespace
}  // namespace dateline::index
