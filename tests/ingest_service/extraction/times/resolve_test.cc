#include "ingest_service/extraction/times/resolve.h"

#include "gtest/gtest.h"

namespace dateline::extraction {
namespace {

using Day = absl::CivilDay;

// A Saturday.
const Day kPublished(2025, 8, 16);

Meaning Weekday(int weekday) {
  Meaning meaning;
  meaning.weekday = weekday;
  return meaning;
}

Meaning DayOfYear(int month, int day) {
  Meaning meaning;
  meaning.month = month;
  meaning.day = day;
  return meaning;
}

std::string Edtf(const Meaning& meaning, Tense tense = Tense::kPast) {
  return Resolve(meaning, {kPublished, std::nullopt, tense}).edtf;
}

TEST(Resolve, TakesTheWeekdayBeforeOrAfterByTense) {
  EXPECT_EQ(Edtf(Weekday(4), Tense::kPast), "2025-08-14");
  EXPECT_EQ(Edtf(Weekday(4), Tense::kFuture), "2025-08-21");
}

TEST(Resolve, TakesTheDayOfPublicationForItsWeekday) { EXPECT_EQ(Edtf(Weekday(6), Tense::kPast), "2025-08-16"); }

TEST(Resolve, TakesLastWeekdayStrictlyBefore) {
  Meaning meaning = Weekday(6);
  meaning.direction = Direction::kPast;
  EXPECT_EQ(Edtf(meaning), "2025-08-09");
}

TEST(Resolve, TakesTheMuchNearerYear) {
  EXPECT_EQ(Edtf(DayOfYear(9, 10), Tense::kPast), "2025-09-10");
  EXPECT_EQ(Edtf(DayOfYear(8, 10), Tense::kFuture), "2025-08-10");
}

TEST(Resolve, LeavesTheYearOpenWithoutAnchor) {
  EXPECT_EQ(Resolve(DayOfYear(12, 12), {}).edtf, "XXXX-12-12");
  EXPECT_EQ(Resolve(Weekday(4), {}).edtf, "");
}

TEST(Resolve, LeavesRelativeTimesOpenWithoutAnchor) {
  Meaning meaning;
  meaning.shift_unit = Unit::kYear;
  const ResolvedTime time = Resolve(meaning, {});
  EXPECT_EQ(time.edtf + time.timex3, "");
}

TEST(Resolve, ShiftsByUnits) {
  Meaning meaning;
  meaning.shift_unit = Unit::kMonth;
  meaning.shift = -1;
  EXPECT_EQ(Edtf(meaning), "2025-07");
  meaning.shift_unit = Unit::kWeek;
  EXPECT_EQ(Edtf(meaning), "2025-08-04/2025-08-10");
}

TEST(Resolve, NarrowsAShiftedYear) {
  Meaning meaning;
  meaning.shift_unit = Unit::kYear;
  meaning.half = 1;
  EXPECT_EQ(Edtf(meaning), "2025-01/2025-06");
}

TEST(Resolve, CountsFromWhatWasSpokenOf) {
  Meaning meaning;
  meaning.type = TimeExpression::Type::kDuration;
  meaning.from_spoken = meaning.is_distance = true;
  meaning.shift_unit = meaning.unit = Unit::kYear;
  meaning.shift = 3;
  meaning.count = 3;
  EXPECT_EQ(Resolve(meaning, {kPublished, YearPeriod(2011), Tense::kPast}).edtf, "2014");
  EXPECT_EQ(Resolve(meaning, {kPublished, std::nullopt, Tense::kPast}).timex3, "P3Y");
}

TEST(Resolve, FindsNthWeekdays) {
  Meaning meaning = Weekday(4);
  meaning.month = 11;
  meaning.nth = 4;
  meaning.year = 2019;
  EXPECT_EQ(Edtf(meaning), "2019-11-28");
  meaning.nth = -1;
  EXPECT_EQ(Edtf(meaning), "2019-11-28");
}

TEST(Resolve, FindsTheLeapDay) {
  EXPECT_EQ(Edtf(DayOfYear(2, 29), Tense::kPast), "2024-02-29");
  EXPECT_EQ(Edtf(DayOfYear(2, 30), Tense::kPast), "");
}

TEST(Resolve, KeepsTheClockOutOfEdtf) {
  Meaning meaning = Weekday(4);
  meaning.hour = 19;
  meaning.minute = 5;
  const ResolvedTime time = Resolve(meaning, {kPublished, std::nullopt, Tense::kPast});
  EXPECT_EQ(time.timex3, "2025-08-14T19:05");
  EXPECT_EQ(time.edtf, "2025-08-14");
}

}  // namespace
}  // namespace dateline::extraction
