#include "query_service/index/item_tables.h"

#include "gmock/gmock.h"
#include "query_service/index/index_check.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::ArticleSnapshot;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::FactSnapshot;
using ::dateline::testing::GiveResponse;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RetractChange;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ContentHash, IsTheBeginningOfTheSha256) { EXPECT_EQ(ContentHash("abc"), 0xba7816bf8f01cfeau); }

class ItemTablesTest : public testing::IndexFixture {
 protected:
  bool HasTerm(const Term& term) { return TakeSnapshot().FindTerm(term)->number != 0; }
};

TEST_F(ItemTablesTest, EraseDeletesEveryVersionOfTheArticleAndItsFacts) {
  Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1")),
         FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2")),
         RetractChange("articles/a/facts/2"), ArticleChange("articles/a", "VNS")});
  Apply({PurgeChange("articles/a")});
  for (const int64_t at : {2, 3, 4, 5, 7}) {
    EXPECT_EQ(*TakeSnapshot().FindFact("articles/a/facts/1", at), std::nullopt) << at;
    EXPECT_EQ(*TakeSnapshot().FindFact("articles/a/facts/2", at), std::nullopt) << at;
  }
  EXPECT_EQ(TakeSnapshot().state().content_checksum, 0u);
  EXPECT_THAT(CheckIndex(path_), IsOk());
}

TEST_F(ItemTablesTest, EraseLeavesOtherArticlesAlone) {
  Apply({ArticleChange("articles/a"), FactChange(FactOf("articles/a/facts/1")), ArticleChange("articles/ab"),
         FactChange(FactOf("articles/ab/facts/1")), ArticleChange("articles/a.b"),
         FactChange(FactOf("articles/a.b/facts/1")), PurgeChange("articles/a")});
  EXPECT_THAT(PostedUnder({TermField::kEveryFact, ""}), ElementsAre(6, 4));
  EXPECT_THAT(PostedUnder({TermField::kEveryArticle, ""}), ElementsAre(5, 3));
  EXPECT_EQ(LiveCount({TermField::kEveryFact, ""}), 2);
}

TEST_F(ItemTablesTest, EraseDeletesTermsThatOnlyTheErasedHad) {
  Apply({ArticleChange("articles/a", "VNA"),
         FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}})),
         ArticleChange("articles/b", "VNS"),
         FactChange(FactOf("articles/b/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/y"}})),
         PurgeChange("articles/a")});
  EXPECT_FALSE(HasTerm({TermField::kFactPublisher, "VNA"}));
  EXPECT_FALSE(HasTerm({TermField::kFactEntity, "entities/x"}));
  EXPECT_FALSE(HasTerm({TermField::kFactArticle, "articles/a"}));
  EXPECT_TRUE(HasTerm({TermField::kFactPublisher, "VNS"}));
  EXPECT_TRUE(HasTerm(EnumTerm(TermField::kFactKind, v1::FACT_KIND_EVENT)));
}

TEST_F(ItemTablesTest, ATermThatWasErasedCanComeAgain) {
  Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1"))});
  Apply({PurgeChange("articles/a"), ArticleChange("articles/b", "VNA"), FactChange(FactOf("articles/b/facts/1"))});
  EXPECT_THAT(PostedUnder({TermField::kFactPublisher, "VNA"}), ElementsAre(5));
  EXPECT_THAT(CheckIndex(path_), IsOk());
}

TEST_F(ItemTablesTest, EraseDeletesEarlierVersionsOfTheEntitiesNamed) {
  Apply({EntityChange(EntityOf("entities/x", "Sơn")), EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn")),
         EntityChange(EntityOf("entities/y", "Prak Sokhonn"))});
  Apply({PurgeChange("articles/a", {"entities/x", "entities/unknown"}), EntityChange(EntityOf("entities/x", "Sơn"))});
  EXPECT_THAT(PostedUnder({TermField::kEveryEntity, ""}), ElementsAre(5, 3));
  EXPECT_FALSE(HasTerm({TermField::kEntityWord, "bui"}));
  EXPECT_TRUE(HasTerm({TermField::kEntityWord, "son"}));
  EXPECT_THAT(CheckIndex(path_), IsOk());
}

TEST_F(ItemTablesTest, ErasesWhatTheSameBatchAdded) {
  Apply({ArticleChange("articles/a"), FactChange(FactOf("articles/a/facts/1")), PurgeChange("articles/a")});
  EXPECT_THAT(PostedUnder({TermField::kEveryFact, ""}), IsEmpty());
  EXPECT_THAT(CheckIndex(path_), IsOk());
}

// A snapshot that begins at change 1, of an article corrected by change 2, whose fact it reads after change 3.
TEST_F(ItemTablesTest, PostsAFactThatIsNewerThanItsArticleUnderTheRightPublisher) {
  feed_client::FeedPosition start;
  start.feed_id = "feed";
  start.stage = feed_client::FeedPosition::Stage::kSnapshot;
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  v1::StreamChangesResponse part;
  *part.add_snapshot_records() = ArticleSnapshot(1, "articles/a", "VNA");
  *part.add_snapshot_records() = FactSnapshot(3, FactOf("articles/a/facts/1"));
  part.mutable_snapshot_end()->set_head_offset(3);
  ASSERT_THAT(GiveResponse(part, *writer_), IsOk());
  EXPECT_THAT(PostedUnder({TermField::kFactPublisher, "VNA"}), ElementsAre(3));
  feed_.Add({ArticleChange("articles/a", "VNA"), ArticleChange("articles/a", "VNS"),
             FactChange(FactOf("articles/a/facts/1"))});
  v1::StreamChangesResponse changes;
  *changes.add_records() = feed_.records()[1];
  *changes.add_records() = feed_.records()[2];
  ASSERT_THAT(GiveResponse(changes, *writer_), IsOk());
  EXPECT_THAT(PostedUnder({TermField::kFactPublisher, "VNA"}), IsEmpty());
  EXPECT_THAT(PostedUnder({TermField::kFactPublisher, "VNS"}), ElementsAre(3));
  EXPECT_EQ(LiveCount({TermField::kFactPublisher, "VNA"}), 0);
  EXPECT_THAT(CheckIndex(path_), IsOk());
}

}  // namespace
}  // namespace dateline::index
