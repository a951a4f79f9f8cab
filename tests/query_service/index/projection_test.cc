#include "query_service/index/projection.h"

#include "gmock/gmock.h"
#include "query_service/index/index_check.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::ConfirmChange;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::FactSnapshot;
using ::dateline::testing::GiveResponse;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RemoveChange;
using ::dateline::testing::RetractChange;
using ::dateline::testing::StatusChange;
using ::dateline::testing::StatusIs;
using ::dateline::testing::SupersedeChange;
using segments::FactField;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ProjectionTest : public testing::IndexFixture {
 protected:
  absl::Status ApplyOne(const v1::Change& change) {
    feed_.Add({change});
    return feed_.Give(*writer_);
  }
};

TEST_F(ProjectionTest, PostsAFactUnderItsArticlesPublisher) {
  Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(FactsWith(FactField::kPublisher, "VNA"), ElementsAre(2));
}

TEST_F(ProjectionTest, EndsTheFormerVersionOfAFact) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(Facts(1), ElementsAre(1));
  EXPECT_THAT(Facts(2), ElementsAre(2));
  EXPECT_EQ(Totals().facts, 1);
}

TEST_F(ProjectionTest, PostsEachVersionOfAFactUnderThePublisherOfItsTime) {
  Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1")),
         ArticleChange("articles/a", "VNS"), FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(FactsWith(FactField::kPublisher, "VNA"), ElementsAre(2));
  EXPECT_THAT(FactsWith(FactField::kPublisher, "VNS"), ElementsAre(4));
  EXPECT_EQ(Totals().articles, 1);
}

TEST_F(ProjectionTest, EndsTheFormerVersionOfAnEntity) {
  Apply({EntityChange(EntityOf("entities/x", "Son")), EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn"))});
  EXPECT_EQ(TakeSnapshot().ReadEntity(1)->recorded_to, 2);
  EXPECT_THAT(PostedUnder({TermField::kEntityName, "son"}), ElementsAre(1));
  EXPECT_THAT(PostedUnder({TermField::kEntityName, "bui thanh son"}), ElementsAre(2));
  EXPECT_EQ(Totals().entities, 1);
}

TEST_F(ProjectionTest, TakesAStatusForAVersionOfTheArticle) {
  Apply({ArticleChange("articles/a", "VNA"), StatusChange("articles/a", v1::ARTICLE_STATUS_CANCELED, "VNA")});
  EXPECT_EQ(Totals().articles, 1);
  EXPECT_EQ(CheckIndex(place_)->article_versions, 2);
}

TEST_F(ProjectionTest, TakesAConfirmationForAVersionOfTheFact) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  Apply({FactChange(fact)});
  fact.set_article_revision(2);
  Apply({ConfirmChange(fact)});
  EXPECT_THAT(Facts(), ElementsAre(2));
  EXPECT_EQ(FactBytes(2), fact.SerializeAsString());
  EXPECT_EQ(Totals().facts, 1);
}

TEST_F(ProjectionTest, EndsASupersededFactWhereTheOtherBegins) {
  Apply({FactChange(FactOf("articles/a/facts/1")),
         SupersedeChange(FactOf("articles/a/facts/1"), FactOf("articles/a/facts/2"))});
  EXPECT_EQ(FindFact("articles/a/facts/1", 1), 1);
  EXPECT_EQ(FindFact("articles/a/facts/1", 2), std::nullopt);
  EXPECT_EQ(FindFact("articles/a/facts/2", 2), 2);
  EXPECT_EQ(Totals().facts, 1);
}

TEST_F(ProjectionTest, LetsAFactBeSupersededByItself) {
  v1::Fact after = FactOf("articles/a/facts/1");
  after.mutable_time()->set_edtf("2026-01-05");
  Apply({FactChange(FactOf("articles/a/facts/1")), SupersedeChange(FactOf("articles/a/facts/1"), after)});
  EXPECT_EQ(FindFact("articles/a/facts/1", 1), 1);
  EXPECT_EQ(FindFact("articles/a/facts/1", 2), 2);
  EXPECT_EQ(Totals().facts, 1);
}

TEST_F(ProjectionTest, AddsAFactAgainThatWasRetracted) {
  Apply({FactChange(FactOf("articles/a/facts/1")), RetractChange("articles/a/facts/1")});
  EXPECT_EQ(FindFact("articles/a/facts/1", 2), std::nullopt);
  EXPECT_EQ(Totals().facts, 0);
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_EQ(FindFact("articles/a/facts/1", 1), 1);
  EXPECT_EQ(FindFact("articles/a/facts/1", 3), 3);
}

TEST_F(ProjectionTest, EndsAnEntityThatIsNamedNoMore) {
  Apply({EntityChange(EntityOf("entities/x", "Son")), RemoveChange("entities/x")});
  EXPECT_TRUE(TakeSnapshot().FindEntity("entities/x", 1)->has_value());
  EXPECT_FALSE(TakeSnapshot().FindEntity("entities/x", 2)->has_value());
  EXPECT_EQ(Totals().entities, 0);
}

TEST_F(ProjectionTest, MakesNothingOfARedactedChange) {
  feed_.Add({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/b/facts/1"))});
  feed_.Redact(1);
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  EXPECT_THAT(Facts(), ElementsAre(2));
}

TEST_F(ProjectionTest, PassesOverAChangeThatASnapshotHoldsAlready) {
  feed_client::FeedPosition start;
  start.feed_id = "feed";
  start.stage = feed_client::FeedPosition::Stage::kSnapshot;
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  feed_.Add({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2")),
             RetractChange("articles/a/facts/1"), FactChange(FactOf("articles/a/facts/1")),
             RetractChange("articles/a/facts/2")});
  v1::StreamChangesResponse part;
  *part.add_snapshot_records() = FactSnapshot(4, FactOf("articles/a/facts/1"));
  *part.add_snapshot_records() = FactSnapshot(2, FactOf("articles/a/facts/2"));
  part.mutable_snapshot_end()->set_head_offset(5);
  ASSERT_THAT(GiveResponse(part, *writer_), IsOk());
  v1::StreamChangesResponse changes;
  for (int i = 2; i < 5; ++i) *changes.add_records() = feed_.records()[i];
  ASSERT_THAT(GiveResponse(changes, *writer_), IsOk());
  EXPECT_EQ(FindFact("articles/a/facts/1", 5), 4);
  EXPECT_EQ(FindFact("articles/a/facts/2", 5), std::nullopt);
  EXPECT_EQ(Totals().facts, 1);
}

TEST_F(ProjectionTest, RefusesAChangeOfUnknownKind) {
  EXPECT_THAT(ApplyOne(v1::Change()),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("what this program does not know")));
}

TEST_F(ProjectionTest, RefusesWhatHasNoName) {
  EXPECT_THAT(ApplyOne(ArticleChange("")), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("article")));
  EXPECT_THAT(ApplyOne(FactChange(FactOf(""))), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("article")));
  for (const v1::Change& change :
       {RetractChange(""), RemoveChange(""), PurgeChange(""), StatusChange("", v1::ARTICLE_STATUS_USABLE),
        ConfirmChange(FactOf("")), SupersedeChange(FactOf(""), FactOf("articles/a/facts/1"))}) {
    testing::SampleFeed feed;
    feed.Add({change});
    EXPECT_THAT(feed.Give(*writer_), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("without a name")));
  }
}

}  // namespace
}  // namespace dateline::index
