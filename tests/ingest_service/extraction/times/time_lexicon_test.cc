#include "ingest_service/extraction/times/time_lexicon.h"

#include "gtest/gtest.h"

namespace dateline::extraction {
namespace {

TEST(TimeLexicon, KnowsUnitsInBothNumbers) {
  EXPECT_EQ(UnitOf("week"), Unit::kWeek);
  EXPECT_EQ(UnitOf("centuries"), Unit::kCentury);
  EXPECT_EQ(UnitOf("weekly"), std::nullopt);
  EXPECT_TRUE(IsPluralUnit("days"));
  EXPECT_FALSE(IsPluralUnit("day"));
}

TEST(TimeLexicon, KnowsMonthsAndWeekdays) {
  EXPECT_EQ(MonthOf("sept"), 9);
  EXPECT_TRUE(IsFullMonthName("may"));
  EXPECT_FALSE(IsFullMonthName("sept"));
  EXPECT_EQ(WeekdayOf("thurs"), 4);
  EXPECT_EQ(WeekdayOf("sun"), std::nullopt);  // the star
}

TEST(TimeLexicon, KnowsSeasonsAndPartsOfTheDay) {
  EXPECT_EQ(SeasonOf("autumn"), "FA");
  EXPECT_EQ(DayPartOf("nights"), "NI");
  EXPECT_EQ(DayPartOf("noon"), "");
}

TEST(TimeLexicon, GivesIsoLetters) { EXPECT_EQ(IsoLetterOf(Unit::kMonth), "M"); }

}  // namespace
}  // namespace dateline::extraction
