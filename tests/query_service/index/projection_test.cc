#include "query_service/index/projection.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::StatusIs;
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
  EXPECT_THAT(PostedUnder({TermField::kFactPublisher, "VNA"}), ElementsAre(2));
}

TEST_F(ProjectionTest, EndsTheFormerVersionOfAFact) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_EQ(TakeSnapshot().ReadFact(1)->recorded_to, 2);
  EXPECT_EQ(LiveCount({TermField::kEveryFact, ""}), 1);
}

TEST_F(ProjectionTest, DiscountsAnEndedFactFromTheTermsThatItHad) {
  Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1")),
         ArticleChange("articles/a", "VNS"), FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_EQ(LiveCount({TermField::kFactPublisher, "VNA"}), 0);
  EXPECT_EQ(LiveCount({TermField::kFactPublisher, "VNS"}), 1);
  EXPECT_EQ(LiveCount({TermField::kEveryArticle, ""}), 1);
}

TEST_F(ProjectionTest, EndsTheFormerVersionOfAnEntity) {
  Apply({EntityChange(EntityOf("entities/x", "Son")), EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn"))});
  EXPECT_EQ(TakeSnapshot().ReadEntity(1)->recorded_to, 2);
  EXPECT_EQ(LiveCount({TermField::kEntityName, "son"}), 0);
  EXPECT_EQ(LiveCount({TermField::kEntityName, "bui thanh son"}), 1);
}

TEST_F(ProjectionTest, RefusesAChangeOfUnknownKind) {
  EXPECT_THAT(ApplyOne(v1::Change()),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("what this program does not know")));
}

TEST_F(ProjectionTest, RefusesWhatHasNoName) {
  EXPECT_THAT(ApplyOne(ArticleChange("")), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("article")));
  EXPECT_THAT(ApplyOne(FactChange(FactOf(""))), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("article")));
}

}  // namespace
}  // namespace dateline::index
