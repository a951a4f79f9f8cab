#include "ingest_service/extraction/times/period.h"

#include "gtest/gtest.h"

namespace dateline::extraction {
namespace {

using Day = absl::CivilDay;

TEST(Period, NamesIsoWeeks) {
  const Period week = WeekPeriod(Day(2025, 8, 16));
  EXPECT_EQ(week.timex3, "2025-W33");
  EXPECT_EQ(week.edtf, "2025-08-11/2025-08-17");
  EXPECT_EQ(WeekPeriod(Day(2021, 1, 3)).timex3, "2020-W53");  // a Sunday
  EXPECT_EQ(WeekPeriod(Day(2018, 12, 31)).timex3, "2019-W01");
  EXPECT_EQ(WeekendPeriod(Day(2025, 8, 11)).edtf, "2025-08-16/2025-08-17");
}

TEST(Period, NamesPartsOfYears) {
  EXPECT_EQ(QuarterPeriod(2025, 3).edtf, "2025-07/2025-09");
  EXPECT_EQ(HalfPeriod(2025, 1).edtf, "2025-01/2025-06");
  EXPECT_EQ(SeasonPeriod(2025, "SU").edtf, "2025-22");
  EXPECT_EQ(SeasonPeriod(2025, "WI").last, Day(2026, 2, 28));
  EXPECT_EQ(MonthPeriod(absl::CivilMonth(2024, 2)).last, Day(2024, 2, 29));
}

TEST(Period, NamesLongStretches) {
  EXPECT_EQ(DecadePeriod(199).edtf, "199X");
  EXPECT_EQ(CenturyPeriod(19).edtf, "19XX");
  EXPECT_EQ(YearsPeriod(2026, 2030).edtf, "2026/2030");
}

TEST(MovedPeriod, KeepsHowExactItIs) {
  EXPECT_EQ(MovedPeriod(QuarterPeriod(1989, 3), Unit::kYear, -1)->timex3, "1988-Q3");
  EXPECT_EQ(MovedPeriod(YearPeriod(2011), Unit::kYear, 3)->timex3, "2014");
  EXPECT_EQ(MovedPeriod(DayPeriod(Day(2019, 1, 31)), Unit::kDay, 2)->timex3, "2019-02-02");
}

TEST(MovedPeriod, DoesNotInventExactness) { EXPECT_FALSE(MovedPeriod(YearPeriod(2011), Unit::kDay, 3)); }

}  // namespace
}  // namespace dateline::extraction
