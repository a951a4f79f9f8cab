#include "cli/fact_counts_text.h"

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

constexpr TextLayout kPipe = {.width_columns = 32, .terminal = false};

void AddGroup(const std::vector<std::string>& keys, int64_t count, v1::AggregateFactsResponse& response,
              const std::vector<std::string>& display_names = {"", ""}) {
  v1::FactGroup* group = response.add_groups();
  group->mutable_keys()->Assign(keys.begin(), keys.end());
  group->mutable_display_names()->Assign(display_names.begin(), display_names.end());
  group->set_fact_count(count);
}

TEST(GroupsText, ShowsNamesAndLabels) {
  v1::AggregateFactsResponse response;
  AddGroup({"entities/e1", "EVENT_TYPE_AGREE"}, 12, response, {"Anna Kovač", ""});
  AddGroup({"", "EVENT_TYPE_CONSULT"}, 3, response);
  response.set_total_facts(16);
  response.set_total_groups(3);
  EXPECT_EQ(GroupsText(response, {v1::FACT_DIMENSION_ENTITY, v1::FACT_DIMENSION_EVENT_TYPE}, kPipe),
            "FACTS  ENTITY                    EVENT_TYPE\n"
            "12     Anna Kovač (entities/e1)  agree\n"
            "3      -                         consult\n"
            "16 facts in 3 groups, 2 of them shown\n");
}

TEST(TimelineText, DrawsBarsInProportion) {
  v1::AggregateFactsResponse response;
  AddGroup({""}, 1, response);
  AddGroup({"2025-07"}, 5, response);
  AddGroup({"2025-08"}, 10, response);
  response.set_total_facts(16);
  response.set_total_groups(3);
  EXPECT_EQ(TimelineText(response, kPipe),
            "undated   1  █\n"
            "2025-07   5  █████████\n"
            "2025-08  10  ███████████████████\n"
            "16 facts\n");
}

TEST(CounterpartsText, SaysHowOftenAndInWhichWays) {
  v1::ListCounterpartsResponse response;
  v1::Counterpart* counterpart = response.add_counterparts();
  counterpart->set_entity("entities/e1");
  counterpart->set_display_name("Anna Kovač");
  counterpart->set_entity_type(v1::ENTITY_TYPE_PERSON);
  counterpart->set_fact_count(3);
  counterpart->mutable_first_day()->set_year(2025);
  v1::FactTypeCount* count = counterpart->add_fact_type_counts();
  count->set_kind(v1::FACT_KIND_EVENT);
  count->set_event_type(v1::EVENT_TYPE_CONSULT);
  count->set_fact_count(2);
  count = counterpart->add_fact_type_counts();
  count->set_kind(v1::FACT_KIND_STATEMENT);
  count->set_fact_count(1);
  response.set_next_page_token("more");
  EXPECT_EQ(CounterpartsText(response, kPipe),
            "FACTS  TYPE    NAME        FIRST  LAST  WAYS                    ENTITY\n"
            "3      person  Anna Kovač  2025         consult 2, statement 1  entities/e1\n"
            "There are more: use --limit or --all.\n");
}

TEST(CounterpartsText, SaysThatThereIsNobody) {
  EXPECT_EQ(CounterpartsText(v1::ListCounterpartsResponse(), kPipe), "Nobody.\n");
}

}  // namespace
}  // namespace dateline::cli
