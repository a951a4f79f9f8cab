#include "query_service/answers/told_facts.h"

#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::MergeChange;

class ToldFactsTest : public testing::AnswerFixture {};

TEST_F(ToldFactsTest, HaveTheArticleOfTheState) {
  const v1::Fact fact = FactOf("articles/a/facts/1");
  Apply({ArticleChange("articles/a", "Post"), FactChange(fact), ArticleChange("articles/a", "Herald")});
  ReadState before = OpenAt(2);
  EXPECT_EQ(ToldFactReader(before).Read(fact.SerializeAsString())->article.publisher(), "Post");
  ReadState after = OpenAt(3);
  EXPECT_EQ(ToldFactReader(after).Read(fact.SerializeAsString())->article.publisher(), "Herald");
}

TEST_F(ToldFactsTest, AreComparedByWhomTheirEntitiesStandFor) {
  const v1::Fact fact = FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/lee"}});
  Apply({ArticleChange("articles/a"), FactChange(fact), MergeChange(EntityOf("entities/lee", "Lee"), "entities/ann")});
  ReadState state = OpenNewest();
  ToldFactReader reader(state);
  const claims::Testimony testimony = reader.TestimonyOf(*reader.Read(fact.SerializeAsString()));
  EXPECT_EQ(testimony.article, "articles/a");
  EXPECT_EQ(testimony.assertion.participants.at(0).entity, "entities/ann");
}

TEST_F(ToldFactsTest, BytesThatAreNoFactAreDamage) {
  Apply({ArticleChange("articles/a")});
  ReadState state = OpenNewest();
  EXPECT_TRUE(absl::IsDataLoss(ToldFactReader(state).Read("\xFF").status()));
}

}  // namespace
}  // namespace dateline::answers
