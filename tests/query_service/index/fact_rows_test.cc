#include "query_service/index/fact_rows.h"

#include "gmock/gmock.h"
#include "query_service/index/index_check.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::ArticleSnapshot;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::FactSnapshot;
using ::dateline::testing::GiveResponse;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RetractChange;
using segments::FactField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ContentHash, IsTheBeginningOfTheSha256) { EXPECT_EQ(ContentHash("abc"), 0xba7816bf8f01cfeau); }

using FactRowsTest = testing::IndexFixture;

TEST_F(FactRowsTest, EraseDeletesEveryVersionOfTheArticleAndItsFacts) {
  Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1")),
         FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2")),
         RetractChange("articles/a/facts/2"), ArticleChange("articles/a", "VNS")});
  Apply({PurgeChange("articles/a")});
  for (const int64_t at : {2, 3, 4, 5, 7}) EXPECT_THAT(Facts(at), IsEmpty()) << at;
  EXPECT_EQ(Totals(), ContentTotals());
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(FactRowsTest, EraseLeavesOtherArticlesAlone) {
  Apply({ArticleChange("articles/a"), FactChange(FactOf("articles/a/facts/1")), ArticleChange("articles/ab"),
         FactChange(FactOf("articles/ab/facts/1")), ArticleChange("articles/a.b"),
         FactChange(FactOf("articles/a.b/facts/1")), PurgeChange("articles/a")});
  EXPECT_THAT(Facts(), ElementsAre(6, 4));
  EXPECT_EQ(Totals().articles, 2);
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(FactRowsTest, EraseLeavesNoTermThatOnlyTheErasedHad) {
  Apply({ArticleChange("articles/a", "VNA"),
         FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}})),
         ArticleChange("articles/b", "VNS"),
         FactChange(FactOf("articles/b/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/y"}})),
         PurgeChange("articles/a")});
  EXPECT_THAT(FactsWith(FactField::kPublisher, "VNA"), IsEmpty());
  EXPECT_THAT(FactsWith(FactField::kEntity, "entities/x"), IsEmpty());
  EXPECT_THAT(FactsWith(FactField::kPublisher, "VNS"), ElementsAre(4));
}

TEST_F(FactRowsTest, AnArticleThatWasErasedCanComeAgain) {
  Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1"))});
  Apply({PurgeChange("articles/a"), ArticleChange("articles/a", "VNS"), FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(Facts(), ElementsAre(5));
  EXPECT_THAT(FactsWith(FactField::kPublisher, "VNS"), ElementsAre(5));
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(FactRowsTest, ErasesWhatTheSameBatchAdded) {
  Apply({ArticleChange("articles/a"), FactChange(FactOf("articles/a/facts/1")), PurgeChange("articles/a")});
  EXPECT_THAT(Facts(), IsEmpty());
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(FactRowsTest, MakesNothingOfTheEndOfWhatIsNotKnown) {
  Apply({RetractChange("articles/a/facts/1"), PurgeChange("articles/b")});
  EXPECT_EQ(Totals(), ContentTotals());
  EXPECT_FALSE(TakeSnapshot().state().erasure_pending);
}

// A snapshot that begins at change 1, of an article corrected by change 2, whose fact it reads after change 3.
TEST_F(FactRowsTest, PostsAFactThatIsNewerThanItsArticleUnderTheRightPublisher) {
  feed_client::FeedPosition start;
  start.feed_id = "feed";
  start.stage = feed_client::FeedPosition::Stage::kSnapshot;
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  v1::StreamChangesResponse part;
  *part.add_snapshot_records() = ArticleSnapshot(1, "articles/a", "VNA");
  *part.add_snapshot_records() = FactSnapshot(3, FactOf("articles/a/facts/1"));
  part.mutable_snapshot_end()->set_head_offset(3);
  ASSERT_THAT(GiveResponse(part, *writer_), IsOk());
  feed_.Add({ArticleChange("articles/a", "VNA"), ArticleChange("articles/a", "VNS"),
             FactChange(FactOf("articles/a/facts/1"))});
  v1::StreamChangesResponse changes;
  *changes.add_records() = feed_.records()[1];
  *changes.add_records() = feed_.records()[2];
  ASSERT_THAT(GiveResponse(changes, *writer_), IsOk());
  EXPECT_THAT(FactsWith(FactField::kPublisher, "VNA"), IsEmpty());
  EXPECT_THAT(FactsWith(FactField::kPublisher, "VNS"), ElementsAre(3));
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

}  // namespace
}  // namespace dateline::index
