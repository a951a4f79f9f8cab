#include "ingest_service/extraction/times/calendar_patterns.h"

#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/times/words_testing.h"

namespace dateline::extraction {
namespace {

// What the date at word `at` of `text` covers.
std::string Date(absl::string_view text, int at = 0) {
  const SentenceWords sentence(text);
  return sentence.Text(CalendarDateAt(sentence.words, at));
}

TEST(CalendarDateAt, ReadsMonthFirst) {
  EXPECT_EQ(Date("December 12, 2024 was"), "December 12, 2024");
  EXPECT_EQ(Date("Dec. 6th, forces"), "Dec. 6th");
  EXPECT_EQ(Date("December 2024 was"), "December 2024");
  EXPECT_EQ(Date("Jan Kavan spoke"), "-");
}

TEST(CalendarDateAt, ReadsDayFirst) { EXPECT_EQ(Date("12 February 2017 in"), "12 February 2017"); }

TEST(CalendarDateAt, ReadsNumericForms) {
  EXPECT_EQ(Date("2019-01-04 was"), "2019-01-04");
  EXPECT_EQ(Date("12/25/2019 was"), "12/25/2019");
  EXPECT_EQ(Date("25/12/2019 was"), "25/12/2019");
  EXPECT_EQ(Date("13/13/2019 was"), "-");
}

TEST(CalendarDateAt, ReadsRanges) {
  EXPECT_EQ(Date("May 15-24 in"), "May 15-24");
  EXPECT_EQ(Date("2026–2030 action plan"), "2026–2030");
  EXPECT_EQ(Date("2008-16 term"), "2008-16");
}

TEST(CalendarDateAt, ReadsWeekdays) {
  EXPECT_EQ(Date("Friday, January 4, 2019 was"), "Friday, January 4, 2019");
  EXPECT_EQ(Date("Friday the deal"), "Friday");
}

TEST(CalendarDateAt, ReadsDecadesAndCenturies) {
  EXPECT_EQ(Date("1990s were"), "1990s");
  EXPECT_EQ(Date("'80s were"), "'80s");
  EXPECT_EQ(Date("20th century was"), "20th century");
}

TEST(CalendarDateAt, LeavesCountsAndNumbers) {
  EXPECT_EQ(Date("2000 people came"), "-");
  EXPECT_EQ(Date("Resolution 2118 of", 1), "-");
  EXPECT_EQ(Date("$ 2000 was", 1), "-");
  EXPECT_EQ(Date("2,019 was"), "-");
}

TEST(CalendarDateAt, ReadsAClockTimeBehindAMonthAsNoDay) { EXPECT_EQ(Date("May 12:30 was"), "May"); }

TEST(YearAt, ReadsWords) {
  const SentenceWords sentence("nineteen ninety-seven was");
  EXPECT_EQ(YearAt(sentence.words, 0)->meaning.year, 1997);
}

TEST(MonthNameAt, WantsACapital) {
  EXPECT_TRUE(MonthNameAt(SentenceWords("May 5").words, 0));
  EXPECT_FALSE(MonthNameAt(SentenceWords("may go").words, 0));
}

TEST(WeekdayAt, WantsACapital) {
  EXPECT_TRUE(WeekdayAt(SentenceWords("Monday was").words, 0));
  EXPECT_FALSE(WeekdayAt(SentenceWords("wed her").words, 0));
}

}  // namespace
}  // namespace dateline::extraction
