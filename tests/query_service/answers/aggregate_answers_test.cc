#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "tests/query_service/answers/answer_fixture.h"
#include "tests/query_service/segments/segment_samples.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactSaying;
using ::dateline::testing::IsOk;
using ::testing::ElementsAre;

class AggregateAnswersTest : public testing::AnswerFixture {
 protected:
  AggregateAnswersTest() {
    Apply({EntityChange(EntityOf("entities/x", "Bùi Thanh Sơn")),
           FactChange(FactWith("1", {"entities/x", "entities/y"}, 0)), FactChange(FactWith("2", {"entities/x"}, 8)),
           FactChange(FactWith("3", {}, 8))});
  }
  static v1::Fact FactWith(const std::string& id, const std::vector<std::string>& entities, int month) {
    v1::Fact fact = FactSaying("articles/a/facts/" + id, "trade " + id);
    for (const std::string& entity : entities) fact.add_participants()->set_entity(entity);
    if (month > 0) *fact.mutable_time()->mutable_earliest() = testing::DateOf(2025, month, 1);
    return fact;
  }
  // Each group as "keys: count".
  std::vector<std::string> Groups() {
    std::vector<std::string> groups;
    const auto response = Ask<v1::AggregateFactsResponse>(&Answers::AggregateFacts, request_);
    EXPECT_THAT(response, IsOk());
    for (const v1::FactGroup& group : response->groups()) {
      std::string text;
      for (const std::string& key : group.keys()) text += key + ", ";
      groups.push_back(text + std::to_string(group.fact_count()));
    }
    total_facts_ = response->total_facts();
    total_groups_ = response->total_groups();
    return groups;
  }
  v1::AggregateFactsRequest request_;
  int64_t total_facts_ = 0;
  int64_t total_groups_ = 0;
};

TEST_F(AggregateAnswersTest, CountsAFactOnceInEachOfItsGroups) {
  request_.add_group_by(v1::FACT_DIMENSION_ENTITY);
  EXPECT_THAT(Groups(), ElementsAre("entities/x, 2", ", 1", "entities/y, 1"));
  EXPECT_EQ(total_facts_, 3);
  EXPECT_EQ(total_groups_, 3);
}

TEST_F(AggregateAnswersTest, OrdersByKeyWhenAsked) {
  request_.add_group_by(v1::FACT_DIMENSION_MONTH);
  request_.add_group_by(v1::FACT_DIMENSION_ENTITY);
  request_.set_order_by(v1::FACT_GROUP_ORDER_KEY);
  EXPECT_THAT(Groups(), ElementsAre(", entities/x, 1", ", entities/y, 1", "2025-08, , 1", "2025-08, entities/x, 1"));
}

TEST_F(AggregateAnswersTest, GivesAsManyAsAskedAndCountsAll) {
  request_.add_group_by(v1::FACT_DIMENSION_ENTITY);
  request_.set_max_groups(1);
  EXPECT_THAT(Groups(), ElementsAre("entities/x, 2"));
  EXPECT_EQ(total_groups_, 3);
}

TEST_F(AggregateAnswersTest, CountsWhatMatchesFilterAndWords) {
  request_.add_group_by(v1::FACT_DIMENSION_KIND);
  request_.mutable_filter()->add_entities("entities/x");
  EXPECT_THAT(Groups(), ElementsAre("FACT_KIND_EVENT, 2"));
  request_.set_query("2 OR 3");
  EXPECT_THAT(Groups(), ElementsAre("FACT_KIND_EVENT, 1"));
}

TEST_F(AggregateAnswersTest, NamesEntities) {
  request_.add_group_by(v1::FACT_DIMENSION_ENTITY);
  const auto response = Ask<v1::AggregateFactsResponse>(&Answers::AggregateFacts, request_);
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->groups(0).display_names(), ElementsAre("Bùi Thanh Sơn"));
  EXPECT_THAT(response->groups(2).display_names(), ElementsAre(""));
}

TEST_F(AggregateAnswersTest, RefusesTooManyGroups) {
  request_.add_group_by(v1::FACT_DIMENSION_ENTITY);
  AnswerLimits limits;
  limits.max_groups_counted = 2;
  const auto response =
      AskFrom<v1::AggregateFactsResponse>(Answers(reader_, limits), &Answers::AggregateFacts, request_);
  EXPECT_EQ(errors::Reason(response.status()), "FIELD_INVALID");
}

}  // namespace
}  // namespace dateline::answers
