#include "cli/labels.h"

#include "dateline/v1/fact.pb.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

v1::Date MakeDate(int year, int month, int day) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

TEST(EnumLabel, DropsPrefixOfTheEnum) {
  EXPECT_EQ(EnumLabel(v1::EVENT_TYPE_CONSULT), "consult");
  EXPECT_EQ(EnumLabel(v1::PARTICIPANT_ROLE_ACTOR), "actor");
}

TEST(EnumLabel, ShowsUnknownNumber) { EXPECT_EQ(EnumLabel(*v1::FactKind_descriptor(), 99), "99"); }

TEST(EnumLabels, LeavesOutUnspecified) {
  const auto labels = EnumLabels(*v1::FactKind_descriptor());
  EXPECT_EQ(labels.size(), 4u);
  EXPECT_EQ(labels.at("office"), v1::FACT_KIND_OFFICE);
}

TEST(DateLabel, WritesWhatIsKnown) {
  EXPECT_EQ(DateLabel(MakeDate(2025, 8, 14)), "2025-08-14");
  EXPECT_EQ(DateLabel(MakeDate(2025, 8, 0)), "2025-08");
  EXPECT_EQ(DateLabel(MakeDate(2025, 0, 0)), "2025");
  EXPECT_EQ(DateLabel(MakeDate(0, 12, 12)), "XXXX-12-12");
  EXPECT_EQ(DateLabel(MakeDate(0, 0, 0)), "");
}

TEST(ParseDate, ReadsDateInPart) { EXPECT_EQ(DateLabel(*ParseDate("2025-08")), "2025-08"); }

TEST(ParseDate, ReadsLeapDay) { EXPECT_EQ(DateLabel(*ParseDate("2024-02-29")), "2024-02-29"); }

TEST(ParseDate, RefusesDayThatNoCalendarHas) {
  EXPECT_THAT(ParseDate("2025-02-29"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("2025-02-29")));
}

TEST(ParseDate, RefusesOtherForms) {
  for (const char* text : {"", "yesterday", "2025-8-14", "2025-13", "14-08-2025", "2025-08-14-01", "0000"}) {
    EXPECT_FALSE(ParseDate(text).ok()) << text;
  }
}

TEST(FirstDay, OpensTheMonthAndTheYear) {
  EXPECT_EQ(DateLabel(FirstDay(MakeDate(2024, 2, 0))), "2024-02-01");
  EXPECT_EQ(DateLabel(FirstDay(MakeDate(2024, 0, 0))), "2024-01-01");
}

TEST(LastDay, ClosesTheMonthAndTheYear) {
  EXPECT_EQ(DateLabel(LastDay(MakeDate(2024, 2, 0))), "2024-02-29");
  EXPECT_EQ(DateLabel(LastDay(MakeDate(2024, 0, 0))), "2024-12-31");
  EXPECT_EQ(DateLabel(LastDay(MakeDate(2024, 2, 3))), "2024-02-03");
}

TEST(NumberLabel, WritesWithoutExponent) {
  EXPECT_EQ(NumberLabel(7e9), "7,000,000,000");
  EXPECT_EQ(NumberLabel(-12345.5), "-12,345.5");
  EXPECT_EQ(NumberLabel(2026), "2026");
  EXPECT_EQ(NumberLabel(2.5), "2.5");
  EXPECT_EQ(NumberLabel(0), "0");
}

}  // namespace
}  // namespace dateline::cli
