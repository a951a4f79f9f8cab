#include "cli/entity_text.h"

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

constexpr TextLayout kPipe = {.width_columns = 80, .terminal = false};

v1::Entity Son() {
  v1::Entity entity;
  entity.set_name("entities/e1");
  entity.set_type(v1::ENTITY_TYPE_PERSON);
  entity.set_display_name("Bùi Thanh Sơn");
  entity.set_country_code("VN");
  entity.add_aliases("Bui Thanh Son");
  entity.add_aliases("Sơn");
  return entity;
}

TEST(EntityText, ShowsNamesAndOffices) {
  v1::GetEntityResponse response;
  *response.mutable_entity() = Son();
  response.set_fact_count(12);
  v1::EntityOffice* office = response.mutable_entity()->add_offices();
  office->set_normalized_title("Deputy Prime Minister");
  office->set_country_code("VN");
  office->set_fact("articles/a1/facts/f9");
  office->set_edtf("2024-08/..");
  office->set_evidence("Deputy PM Bùi Thanh Sơn met her.");
  response.add_fact_type_counts()->set_event_type(v1::EVENT_TYPE_CONSULT);
  response.mutable_fact_type_counts(0)->set_fact_count(9);
  response.add_fact_type_counts()->set_kind(v1::FACT_KIND_STATEMENT);
  response.mutable_fact_type_counts(1)->set_fact_count(3);
  EXPECT_EQ(EntityText(response, kPipe), R"(Bùi Thanh Sơn
  type     person
  country  VN
  also     Bui Thanh Son, Sơn
  office   Deputy Prime Minister, VN, 2024-08/.., by articles/a1/facts/f9
             Deputy PM Bùi Thanh Sơn met her.
  facts    12: consult 9, statement 3
  name     entities/e1
)");
}

TEST(ResolvedEntitiesText, ListsLikeliestFirst) {
  v1::ResolveEntitiesResponse response;
  v1::ResolvedEntity* resolved = response.add_entities();
  *resolved->mutable_entity() = Son();
  resolved->set_score(1);
  resolved->set_fact_count(12);
  EXPECT_EQ(ResolvedEntitiesText(response, kPipe),
            "SCORE  FACTS  TYPE    COUNTRY  NAME           ENTITY\n"
            "1.00   12     person  VN       Bùi Thanh Sơn  entities/e1\n");
}

TEST(ResolvedEntitiesText, SaysThatNobodyIsKnown) {
  EXPECT_EQ(ResolvedEntitiesText(v1::ResolveEntitiesResponse(), kPipe), "Nobody of that name.\n");
}

}  // namespace
}  // namespace dateline::cli
