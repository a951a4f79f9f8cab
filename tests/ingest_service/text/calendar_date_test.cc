#include "ingest_service/text/calendar_date.h"

#include "gtest/gtest.h"

namespace dateline::text {
namespace {

using Day = absl::CivilDay;

TEST(ParseCalendarDate, ReadsMonthFirst) {
  EXPECT_EQ(ParseCalendarDate("Friday, January 4, 2019"), Day(2019, 1, 4));
  EXPECT_EQ(ParseCalendarDate("Sept. 14, 2019"), Day(2019, 9, 14));
}

TEST(ParseCalendarDate, ReadsDayFirst) {
  EXPECT_EQ(ParseCalendarDate("16 August 2025"), Day(2025, 8, 16));
  EXPECT_EQ(ParseCalendarDate("Sat, 16th Aug 2025"), Day(2025, 8, 16));
}

TEST(ParseCalendarDate, ReadsIsoWithAndWithoutTime) {
  EXPECT_EQ(ParseCalendarDate("2025-08-16"), Day(2025, 8, 16));
  EXPECT_EQ(ParseCalendarDate("2025-08-16T23:30:00-07:00"), Day(2025, 8, 16));
}

TEST(ParseCalendarDate, AllowsAClockTimeBehind) {
  EXPECT_EQ(ParseCalendarDate("August 16, 2025, 10:30 GMT+7"), Day(2025, 8, 16));
}

TEST(ParseCalendarDate, WantsNothingElse) {
  EXPECT_EQ(ParseCalendarDate("January 4, 2019 was a Friday"), std::nullopt);
  EXPECT_EQ(ParseCalendarDate("January 2019"), std::nullopt);
  EXPECT_EQ(ParseCalendarDate("Friday"), std::nullopt);
  EXPECT_EQ(ParseCalendarDate(""), std::nullopt);
}

TEST(ParseCalendarDate, RejectsDaysThatNoCalendarHas) {
  EXPECT_EQ(ParseCalendarDate("February 30, 2019"), std::nullopt);
}

TEST(ParseMonth, KnowsAbbreviations) {
  EXPECT_EQ(ParseMonth("Sept."), 9);
  EXPECT_EQ(ParseMonth("dec"), 12);
  EXPECT_EQ(ParseMonth("Marching"), std::nullopt);
}

TEST(IsWeekday, KnowsAbbreviations) {
  EXPECT_TRUE(IsWeekday("Thurs."));
  EXPECT_FALSE(IsWeekday("Sunni"));
}

}  // namespace
}  // namespace dateline::text
