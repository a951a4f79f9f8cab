#include "cli/entity_report.h"

#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

EntityKnowledge Son() {
  EntityKnowledge knowledge;
  v1::Entity& entity = *knowledge.entity.mutable_entity();
  entity.set_name("entities/person.vn.bui-thanh-son");
  entity.set_display_name("Bùi Thanh Sơn");
  entity.set_type(v1::ENTITY_TYPE_PERSON);
  entity.set_country_code("VN");
  entity.add_aliases("Son <i>");
  knowledge.entity.set_fact_count(7);
  return knowledge;
}

TEST(EntityReport, LeavesOutWhatIsNotKnown) {
  const std::string page = EntityReport(Son(), "");
  EXPECT_THAT(page, HasSubstr("<h1>Bùi Thanh Sơn</h1>"));
  EXPECT_THAT(page, HasSubstr("person · VN · 7 facts"));
  EXPECT_THAT(page, HasSubstr("Also: Son &lt;i&gt;"));
  for (const char* heading : {"Offices", "Over time", "Counterparts"}) EXPECT_THAT(page, Not(HasSubstr(heading)));
}

TEST(EntityReport, ShowsOfficesTimeCounterpartsAndLatestFacts) {
  EntityKnowledge knowledge = Son();
  v1::EntityOffice* office = knowledge.entity.mutable_entity()->add_offices();
  office->set_normalized_title("Minister of Foreign Affairs");
  office->set_country_code("VN");
  office->set_edtf("2021/..");
  office->set_evidence("Minister Bùi Thanh Sơn spoke.");
  v1::FactGroup* month = knowledge.months.add_groups();
  month->add_keys("2025-08");
  month->set_fact_count(3);
  v1::Counterpart* counterpart = knowledge.counterparts.add_counterparts();
  counterpart->set_display_name("Anna Kovač");
  counterpart->set_fact_count(2);
  *knowledge.latest.add_facts() = MeetingFact();
  const std::string page = EntityReport(knowledge, "");
  EXPECT_THAT(page, HasSubstr("<strong>Minister of Foreign Affairs</strong> VN · 2021/.."));
  EXPECT_THAT(page, HasSubstr("<blockquote>Minister Bùi Thanh Sơn spoke.</blockquote>"));
  EXPECT_THAT(page, HasSubstr("2025-08</th><td><span class=\"bar\" style=\"width:100.0%\">"));
  EXPECT_THAT(page, HasSubstr("<svg"));
  EXPECT_THAT(page, HasSubstr("EVENT consult (meet)"));
}

TEST(EntityReport, ShowsTheLastTwoYearsThatHaveFacts) {
  EntityKnowledge knowledge = Son();
  for (int month = 0; month < 30; ++month) {
    v1::FactGroup* group = knowledge.months.add_groups();
    group->add_keys(absl::StrFormat("%04d-%02d", 2020 + month / 12, month % 12 + 1));
    group->set_fact_count(month + 1);
  }
  knowledge.months.add_groups()->add_keys("");  // facts without a time
  const std::string page = EntityReport(knowledge, "");
  EXPECT_THAT(page, Not(HasSubstr(">2020-06<")));
  EXPECT_THAT(page, HasSubstr(">2020-07<"));
  EXPECT_THAT(page, HasSubstr(">2022-06<"));
}

}  // namespace
}  // namespace dateline::cli
