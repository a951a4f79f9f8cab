#include "ingest_service/extraction/times/patterns.h"

#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/times/words_testing.h"

namespace dateline::extraction {
namespace {

std::string Time(absl::string_view text, int at = 0) {
  const SentenceWords sentence(text);
  return sentence.Text(TimeAt(sentence.words, at));
}

TEST(TimeAt, TakesModifiersIn) {
  EXPECT_EQ(Time("the end of November they"), "the end of November");
  EXPECT_EQ(Time("early next week they"), "early next week");
  EXPECT_EQ(Time("earlier in the month over"), "earlier in the month");
  EXPECT_EQ(Time("mid-November they"), "mid-November");
}

TEST(TimeAt, TakesPartsOfTheDayIn) {
  EXPECT_EQ(Time("December 12 afternoon they"), "December 12 afternoon");
  EXPECT_EQ(Time("Friday evening they"), "Friday evening");
}

TEST(TimeAt, JoinsClockTimeAndDay) {
  EXPECT_EQ(Time("9 a.m. Tuesday they"), "9 a.m. Tuesday");
  EXPECT_EQ(Time("5 p.m. EST, Nov. 6 they"), "5 p.m. EST, Nov. 6");
}

TEST(TimeAt, JoinsMonthAndYear) { EXPECT_EQ(Time("June last year they"), "June last year"); }

TEST(TimeAt, ReadsYearEnds) {
  EXPECT_EQ(Time("year-end they"), "year-end");
  EXPECT_EQ(Time("year's end they"), "year's end");
}

TEST(TimeAt, LeavesNamesThatLookLikeMonths) {
  EXPECT_EQ(Time("May said"), "-");
  EXPECT_EQ(Time("in May they", 1), "May");
  EXPECT_EQ(Time("April Jones said"), "-");
}

TEST(TimeAt, LeavesTheArticleOfAnotherNoun) {
  EXPECT_EQ(Time("the Oct. 23 killing"), "-");
  EXPECT_EQ(Time("the Oct. 23 killing", 1), "Oct. 23");
}

}  // namespace
}  // namespace dateline::extraction
