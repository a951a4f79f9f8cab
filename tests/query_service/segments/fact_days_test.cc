#include "query_service/segments/fact_days.h"

#include <string>

#include "gmock/gmock.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::segments {
namespace {

using ::dateline::testing::DateOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

DayRange RangeOf(const v1::Date& first, const v1::Date& last) { return {FirstDay(first), LastDay(last)}; }

FactDays DaysOfEdtf(const std::string& edtf) {
  v1::FactTime time;
  time.set_edtf(edtf);
  return DaysOf(time);
}

TEST(FirstDay, CountsFrom1970) {
  EXPECT_EQ(FirstDay(DateOf(1970, 1, 1)), 0);
  EXPECT_EQ(FirstDay(DateOf(1969, 12, 31)), -1);
  EXPECT_EQ(FirstDay(DateOf(2000, 3, 1)), 11017);
}

TEST(FirstDay, OfAMonthAndAYearIsTheirFirst) {
  EXPECT_EQ(FirstDay(DateOf(2024, 2, 0)), FirstDay(DateOf(2024, 2, 1)));
  EXPECT_EQ(FirstDay(DateOf(2024, 0, 0)), FirstDay(DateOf(2024, 1, 1)));
}

TEST(LastDay, OfAMonthAndAYearIsTheirLast) {
  EXPECT_EQ(LastDay(DateOf(2024, 2, 0)), FirstDay(DateOf(2024, 2, 29)));
  EXPECT_EQ(LastDay(DateOf(2024, 0, 0)), FirstDay(DateOf(2024, 12, 31)));
}

TEST(DaysOf, TakesAnUnsetEndAsOpen) {
  v1::FactTime time;
  time.set_edtf("2011/..");
  *time.mutable_earliest() = DateOf(2011, 1, 1);
  EXPECT_EQ(DaysOf(time).range.first, FirstDay(DateOf(2011, 1, 1)));
  EXPECT_EQ(DaysOf(time).range.last, kLastDay);
}

TEST(DaysOf, ReadsADayOfEveryYear) {
  EXPECT_EQ(DaysOfEdtf("XXXX-12-24").recurring_month, 12);
  EXPECT_EQ(DaysOfEdtf("XXXX-12-24").recurring_day, 24);
}

TEST(DaysOf, ReadsAMonthOfEveryYear) {
  EXPECT_EQ(DaysOfEdtf("XXXX-06").recurring_month, 6);
  EXPECT_EQ(DaysOfEdtf("XXXX-06").recurring_day, 0);
}

TEST(DaysOf, KnowsNoMonthOfASeason) { EXPECT_EQ(DaysOfEdtf("XXXX-21").recurring_month, 0); }

TEST(MayHoldWithin, IsTrueWhenRangesTouch) {
  FactDays days;
  days.range = RangeOf(DateOf(2025, 8, 10), DateOf(2025, 8, 14));
  EXPECT_TRUE(MayHoldWithin(days, RangeOf(DateOf(2025, 8, 14), DateOf(2025, 9, 1))));
  EXPECT_TRUE(MayHoldWithin(days, RangeOf(DateOf(2025, 8, 1), DateOf(2025, 8, 10))));
  EXPECT_FALSE(MayHoldWithin(days, RangeOf(DateOf(2025, 8, 15), DateOf(2025, 9, 1))));
  EXPECT_FALSE(MayHoldWithin(days, RangeOf(DateOf(2025, 8, 1), DateOf(2025, 8, 9))));
}

TEST(MayHoldWithin, FindsADayOfEveryYearAcrossNewYear) {
  const DayRange around_new_year = RangeOf(DateOf(2024, 12, 20), DateOf(2025, 1, 10));
  EXPECT_TRUE(MayHoldWithin(DaysOfEdtf("XXXX-12-24"), around_new_year));
  EXPECT_TRUE(MayHoldWithin(DaysOfEdtf("XXXX-01-10"), around_new_year));
  EXPECT_FALSE(MayHoldWithin(DaysOfEdtf("XXXX-01-11"), around_new_year));
}

TEST(MayHoldWithin, FindsTheLastDayOfAMonthOfEveryYear) {
  EXPECT_TRUE(MayHoldWithin(DaysOfEdtf("XXXX-06"), RangeOf(DateOf(2025, 6, 30), DateOf(2025, 7, 2))));
  EXPECT_FALSE(MayHoldWithin(DaysOfEdtf("XXXX-06"), RangeOf(DateOf(2025, 7, 1), DateOf(2025, 7, 2))));
}

TEST(MayHoldWithin, Finds29FebruaryInLeapYearsOnly) {
  EXPECT_FALSE(MayHoldWithin(DaysOfEdtf("XXXX-02-29"), RangeOf(DateOf(2025, 1, 1), DateOf(2027, 12, 31))));
  EXPECT_TRUE(MayHoldWithin(DaysOfEdtf("XXXX-02-29"), RangeOf(DateOf(2025, 1, 1), DateOf(2028, 2, 29))));
}

TEST(MayHoldWithin, FindsADayOfEveryYearInAnOpenRange) {
  DayRange from_2025;
  from_2025.first = FirstDay(DateOf(2025, 1, 1));
  EXPECT_TRUE(MayHoldWithin(DaysOfEdtf("XXXX-02-29"), from_2025));
}

TEST(MonthsOf, ListsEveryMonthTouched) {
  EXPECT_THAT(MonthsOf(RangeOf(DateOf(2024, 11, 30), DateOf(2025, 1, 1)), 3),
              ElementsAre("2024-11", "2024-12", "2025-01"));
}

TEST(MonthsOf, GivesUpOnMoreThanTheLimit) {
  EXPECT_THAT(MonthsOf(RangeOf(DateOf(2024, 11, 30), DateOf(2025, 1, 1)), 2), IsEmpty());
}

TEST(MonthsOf, GivesUpOnAnOpenRange) {
  DayRange open;
  open.first = FirstDay(DateOf(2025, 1, 1));
  EXPECT_THAT(MonthsOf(open, 100), IsEmpty());
}

}  // namespace
}  // namespace dateline::segments
