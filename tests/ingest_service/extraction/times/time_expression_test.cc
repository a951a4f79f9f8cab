#include "ingest_service/extraction/times/time_expression.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/plain_analysis.h"

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Day = absl::CivilDay;

// "words = edtf" of each expression; TIMEX3 in brackets where EDTF has no word for it.
std::vector<std::string> Times(absl::string_view text, std::optional<Day> published = Day(2025, 8, 16)) {
  const text::Document document = testing::PlainDocument(text);
  std::vector<std::string> times;
  for (const TimeExpression& time : FindTimes(document, testing::PlainAnalysis(document), published)) {
    const std::string value = time.edtf.empty() ? absl::StrCat("[", time.timex3_value, "]") : time.edtf;
    times.push_back(absl::StrCat(text::Slice(document.text, time.span), " = ", value));
  }
  return times;
}

TEST(FindTimes, DropsThePartOfTheDayFromEdtf) {
  EXPECT_THAT(Times("They held talks on December 12 afternoon.", std::nullopt),
              ElementsAre("December 12 afternoon = XXXX-12-12"));
}

TEST(FindTimes, ResolvesWeekdaysByTense) {
  EXPECT_THAT(Times("They met on Thursday."), ElementsAre("Thursday = 2025-08-14"));
  EXPECT_THAT(Times("They will meet on Thursday."), ElementsAre("Thursday = 2025-08-21"));
}

TEST(FindTimes, LeavesRelativeTimesOpenWithoutADate) {
  EXPECT_THAT(Times("They met on Thursday.", std::nullopt), ElementsAre("Thursday = [XXXX-WXX-4]"));
}

TEST(FindTimes, ReadsPartsOfYears) {
  EXPECT_THAT(Times("Trade grew in the first half of this year."),
              ElementsAre("the first half of this year = 2025-01/2025-06"));
  EXPECT_THAT(Times("They act through the end of this year."), ElementsAre("the end of this year = 2025"));
  EXPECT_THAT(Times("The 2026–2030 action plan stands."), ElementsAre("2026–2030 = 2026/2030"));
}

TEST(FindTimes, ReadsDayRanges) {
  EXPECT_THAT(Times("They train from May 15-24.", std::nullopt), ElementsAre("May 15-24 = XXXX-05-15/XXXX-05-24"));
}

TEST(FindTimes, OpensSince) { EXPECT_THAT(Times("They act since 2011."), ElementsAre("2011 = 2011/..")); }

TEST(FindTimes, LinksFromAndTo) {
  EXPECT_THAT(Times("He ruled from 2008 to 2016."), ElementsAre("2008 = 2008/2016", "2016 = 2008/2016"));
  EXPECT_THAT(Times("It fell between May and June."), ElementsAre("May = 2025-05/2025-06", "June = 2025-05/2025-06"));
}

TEST(FindTimes, KeepsAMoveBackwardsApart) {
  EXPECT_THAT(Times("It was moved from May 2029 to December 31, 2021."),
              ElementsAre("May 2029 = 2029-05", "December 31, 2021 = 2021-12-31"));
}

TEST(FindTimes, CountsFromWhatWasSpokenOf) {
  EXPECT_THAT(Times("He left in 2011. He returned three years later."),
              ElementsAre("2011 = 2011", "three years later = 2014"));
}

TEST(FindTimes, DatesAClockTimeByItsSentence) {
  EXPECT_THAT(Times("It struck at 7:37 p.m. local time as of Thursday."),
              ElementsAre("7:37 p.m. local time = 2025-08-14", "Thursday = 2025-08-14"));
}

TEST(FindTimes, ReadsWhatEdtfHasNoWordFor) {
  EXPECT_THAT(Times("They meet every Monday for three days now."),
              ElementsAre("every Monday = [XXXX-WXX-1]", "three days = [P3D]", "now = [PRESENT_REF]"));
}

TEST(FindTimes, LeavesNamesOfPersons) {
  const text::Document document = testing::PlainDocument("In April Jones won.");
  language::Analysis analysis = testing::PlainAnalysis(document);
  analysis.names.push_back({1, 3, language::NameType::kPerson, ""});
  EXPECT_THAT(FindTimes(document, analysis, std::nullopt), IsEmpty());
}

TEST(FindTimes, LeavesWhatBelongsToAPersonNamedBefore) {
  const text::Document document = testing::PlainDocument("Theresa May spoke. They fought May ’s deal until May.");
  language::Analysis analysis = testing::PlainAnalysis(document);
  analysis.names.push_back({0, 2, language::NameType::kPerson, ""});
  const std::vector<TimeExpression> times = FindTimes(document, analysis, std::nullopt);
  ASSERT_EQ(times.size(), 1);
  EXPECT_EQ(times[0].span.end_byte, document.text.size() - 1);
  EXPECT_THAT(Times("Prices rose in May ’s heat."), ElementsAre("May = 2025-05"));
}

TEST(FindTimes, FindsNothingInNothing) { EXPECT_THAT(Times(""), IsEmpty()); }

TEST(FindTimes, CoversTheTokensOfItsSpan) {
  const text::Document document = testing::PlainDocument("They will meet by mid-November 2025 or the year-end.");
  const language::Analysis analysis = testing::PlainAnalysis(document);
  for (const TimeExpression& time : FindTimes(document, analysis, Day(2025, 8, 16))) {
    EXPECT_LE(analysis.tokens[time.begin_token].span.begin_byte, time.span.begin_byte);
    EXPECT_GE(analysis.tokens[time.end_token - 1].span.end_byte, time.span.end_byte);
  }
}

TEST(FindTimes, AnswersForHostileText) {
  std::string text;
  for (int i = 0; i < 5000; ++i)
    absl::StrAppend(&text, i % 2 ? "thousand million " : "the first the end of 12-", i % 3 ? "May " : "-");
  EXPECT_THAT(Times(text).size(), ::testing::Gt(0u));
}

}  // namespace
}  // namespace dateline::extraction
