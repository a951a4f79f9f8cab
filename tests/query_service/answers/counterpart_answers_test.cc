#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::MergeChange;
using ::dateline::testing::PurgeChange;
using ::testing::ElementsAre;

class CounterpartAnswersTest : public testing::AnswerFixture {
 protected:
  CounterpartAnswersTest() {
    Apply({EntityChange(EntityOf("entities/x", "X")), EntityChange(EntityOf("entities/y", "Y")),
           FactChange(FactOfTwo("1", "entities/y", DateOf(2025, 8, 14))),
           FactChange(FactOfTwo("2", "entities/y", DateOf(2025, 9, 1))),
           FactChange(FactOfTwo("3", "entities/z", DateOf(2025, 9, 1))),
           FactChange(FactOfTwo("4", "entities/v", DateOf(2025, 9, 1)))});
    request_.set_entity("entities/x");
  }
  // A fact of x and another one.
  static v1::Fact FactOfTwo(const std::string& id, const std::string& other, const v1::Date& day) {
    v1::Fact fact = FactOf("articles/a/facts/" + id,
                           {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}, {v1::PARTICIPANT_ROLE_RECIPIENT, other}});
    *fact.mutable_time()->mutable_earliest() = day;
    *fact.mutable_time()->mutable_latest() = day;
    return fact;
  }
  void AddFactOfPurgedArticle(const std::string& other) {
    v1::Fact fact = FactOfTwo("5", other, DateOf(2025, 9, 1));
    fact.set_name("articles/purged/facts/5");
    Apply({FactChange(fact)});
  }
  absl::StatusOr<v1::ListCounterpartsResponse> List() {
    return Ask<v1::ListCounterpartsResponse>(&Answers::ListCounterparts, request_);
  }
  std::vector<std::string> Names() {
    std::vector<std::string> names;
    const auto response = List();
    EXPECT_THAT(response, IsOk());
    for (const v1::Counterpart& counterpart : response->counterparts()) names.push_back(counterpart.entity());
    return names;
  }
  v1::ListCounterpartsRequest request_;
};

TEST_F(CounterpartAnswersTest, GivesThoseWithTheMostFactsFirst) {
  EXPECT_THAT(Names(), ElementsAre("entities/y", "entities/v", "entities/z"));
}

TEST_F(CounterpartAnswersTest, SaysWhatTheyHaveToDo) {
  const auto response = List();
  ASSERT_THAT(response, IsOk());
  const v1::Counterpart& y = response->counterparts(0);
  EXPECT_EQ(y.display_name(), "Y");
  EXPECT_EQ(y.entity_type(), v1::ENTITY_TYPE_PERSON);
  EXPECT_EQ(y.fact_count(), 2);
  EXPECT_EQ(y.fact_type_counts(0).event_type(), v1::EVENT_TYPE_CONSULT);
  EXPECT_EQ(y.latest_fact(), "articles/a/facts/2");
  EXPECT_EQ(y.first_day().SerializeAsString(), DateOf(2025, 8, 14).SerializeAsString());
  EXPECT_EQ(y.last_day().SerializeAsString(), DateOf(2025, 9, 1).SerializeAsString());
}

TEST_F(CounterpartAnswersTest, GoesPageByPageAtOneState) {
  request_.set_page_size(2);
  const auto first = List();
  ASSERT_THAT(first, IsOk());
  Apply({FactChange(FactOfTwo("5", "entities/z", DateOf(2025, 9, 1)))});
  request_.set_page_token(first->next_page_token());
  EXPECT_THAT(Names(), ElementsAre("entities/z"));
  EXPECT_EQ(List()->next_page_token(), "");
}

// The purge puts v, which was given, behind y.
TEST_F(CounterpartAnswersTest, RefusesToGoOnWhenAPurgeChangesTheOrderOfWhatWasGiven) {
  AddFactOfPurgedArticle("entities/v");
  request_.set_page_size(1);
  const auto first = List();
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->counterparts(0).entity(), "entities/v");
  Apply({PurgeChange("articles/purged")});
  request_.set_page_token(first->next_page_token());
  EXPECT_EQ(errors::Reason(List().status()), "PAGE_TOKEN_INVALID");
}

TEST_F(CounterpartAnswersTest, GoesOnUnharmedWhenAPurgeChangesWhatIsStillToCome) {
  AddFactOfPurgedArticle("entities/z");
  request_.set_page_size(1);
  const auto first = List();
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->counterparts(0).entity(), "entities/y");
  Apply({PurgeChange("articles/purged")});
  request_.set_page_token(first->next_page_token());
  request_.set_page_size(50);
  EXPECT_THAT(Names(), ElementsAre("entities/v", "entities/z"));
}

TEST_F(CounterpartAnswersTest, LooksAtTheFilter) {
  *request_.mutable_filter()->mutable_valid_time()->mutable_last() = DateOf(2025, 8, 31);
  EXPECT_THAT(Names(), ElementsAre("entities/y"));
}

TEST_F(CounterpartAnswersTest, TakesMergedEntitiesForOne) {
  Apply({MergeChange(EntityOf("entities/z", "Z"), "entities/y")});
  EXPECT_THAT(Names(), ElementsAre("entities/y", "entities/v"));
  Apply({MergeChange(EntityOf("entities/v", "V"), "entities/x")});
  EXPECT_THAT(Names(), ElementsAre("entities/y"));
}

TEST_F(CounterpartAnswersTest, OfNobodySaysSo) {
  request_.set_entity("entities/nobody");
  EXPECT_EQ(errors::Reason(List().status()), "ENTITY_NOT_FOUND");
}

}  // namespace
}  // namespace dateline::answers
