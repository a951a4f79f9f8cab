#include "query_service/answers/posting_query.h"

#include "gmock/gmock.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PostingQueryTest : public testing::AnswerFixture {
 protected:
  PostingQueryTest() {
    Apply({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}})),
           FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/y"}})),
           FactChange(FactOf("articles/b/facts/3", {{v1::PARTICIPANT_ROLE_SPEAKER, "entities/x"}}))});
  }
  static index::Term Entity(const std::string& name) { return {index::TermField::kFactEntity, name}; }
  std::vector<int64_t> Offsets(const PostingQuery& query) {
    index::Snapshot snapshot = TakeSnapshot();
    return ReadAll(**query.Open(snapshot));
  }
  PostingQuery query_{{index::TermField::kEveryFact, ""}};
};

TEST_F(PostingQueryTest, WithoutFieldsFindsEverything) { EXPECT_THAT(Offsets(query_), ElementsAre(3, 2, 1)); }

TEST_F(PostingQueryTest, FindsAnyValueOfAField) {
  query_.BeginField();
  query_.AddValue(Entity("entities/x"));
  query_.AddValue(Entity("entities/y"));
  query_.AddValue(Entity("entities/nobody"));
  EXPECT_THAT(Offsets(query_), ElementsAre(3, 2, 1));
}

TEST_F(PostingQueryTest, FindsWhatEveryFieldHas) {
  query_.BeginField();
  query_.AddValue(Entity("entities/x"));
  query_.BeginField();
  query_.AddValue({index::TermField::kFactArticle, "articles/a"});
  EXPECT_THAT(Offsets(query_), ElementsAre(1));
}

TEST_F(PostingQueryTest, LooksAtTheRolesOfAValue) {
  query_.BeginField();
  query_.AddValue(Entity("entities/x"), index::RoleBit(v1::PARTICIPANT_ROLE_SPEAKER));
  EXPECT_THAT(Offsets(query_), ElementsAre(3));
}

TEST_F(PostingQueryTest, WithAFieldThatNothingHasFindsNothing) {
  query_.BeginField();
  query_.AddValue(Entity("entities/x"));
  query_.BeginField();
  query_.AddValue(Entity("entities/nobody"));
  EXPECT_THAT(Offsets(query_), IsEmpty());
}

}  // namespace
}  // namespace dateline::answers
