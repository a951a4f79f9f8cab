#include "ingest_service/extraction/quantities/figure.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/times/words_testing.h"

namespace dateline::extraction {
namespace {

// "value[..value_max] unit [~]" of the figure at word `at`.
std::string Read(absl::string_view text, int at = 0) {
  const auto figure = FigureAt(SentenceWords(text).words, at);
  if (!figure) return "-";
  std::string read = absl::StrCat(figure->value);
  if (figure->value_max) absl::StrAppend(&read, "..", *figure->value_max);
  if (!figure->unit.empty()) absl::StrAppend(&read, " ", figure->unit);
  return figure->approximate ? read + " ~" : read;
}

TEST(FigureAt, ReadsMoney) {
  EXPECT_EQ(Read("$7 billion in"), "7e+09 USD");
  EXPECT_EQ(Read("€20,000 in"), "20000 EUR");
  EXPECT_EQ(Read("7.5bn yuan in"), "7.5e+09 CNY");
  EXPECT_EQ(Read("one million US dollars"), "1e+06 USD");
}

TEST(FigureAt, ReadsPercent) {
  EXPECT_EQ(Read("20 percent of"), "20 percent");
  EXPECT_EQ(Read("1.15% of"), "1.15 percent");
  EXPECT_EQ(Read("two percentage points"), "2 percentage points");
}

TEST(FigureAt, ReadsShares) {
  EXPECT_EQ(Read("half of them"), "50 percent");
  EXPECT_EQ(Read("half a loaf"), "-");
}

TEST(FigureAt, ReadsRanges) {
  EXPECT_EQ(Read("between 36 and 40 people", 1), "36..40");
  EXPECT_EQ(Read("between $5 and $7 billion", 1), "5e+09..7e+09 USD");
  EXPECT_EQ(Read("16–17 percent"), "16..17 percent");
  EXPECT_EQ(Read("5-7 billion"), "5e+09..7e+09");
  EXPECT_EQ(Read("from five to six", 1), "5");
}

TEST(FigureAt, ReadsApproximation) {
  EXPECT_EQ(Read("around $7 billion", 1), "7e+09 USD ~");
  EXPECT_EQ(Read("more than 1,000 people", 2), "1000 ~");
  EXPECT_EQ(Read("60-plus nations"), "60 ~");
  EXPECT_EQ(Read("1,000 or more kilograms"), "1000 ~");
}

bool IsReportedIn(absl::string_view text, int at) {
  const SentenceWords sentence(text);
  return IsReported(sentence.words, FigureAt(sentence.words, at).value());
}

TEST(IsReported, TakesCounts) {
  EXPECT_TRUE(IsReportedIn("The 176 people on board", 1));
  EXPECT_TRUE(IsReportedIn("killed five dead", 1));
}

TEST(IsReported, LeavesLabels) {
  EXPECT_FALSE(IsReportedIn("in Region 11 .", 2));
  EXPECT_FALSE(IsReportedIn("an F-16 jet", 3));
  EXPECT_FALSE(IsReportedIn("Resolution 2254 of", 1));
}

TEST(IsReported, LeavesAges) {
  EXPECT_FALSE(IsReportedIn("aged 45 in", 1));
  EXPECT_FALSE(IsReportedIn("Smith , 45 , said", 2));
  EXPECT_FALSE(IsReportedIn("He was 85 .", 2));
  EXPECT_FALSE(IsReportedIn("an 11-month-old boy", 1));
}

TEST(IsReported, LeavesKnownGroupsAndListNumbers) {
  EXPECT_FALSE(IsReportedIn("The two sides agreed", 1));
  EXPECT_FALSE(IsReportedIn("2. They agreed", 0));
  EXPECT_FALSE(IsReportedIn("the 21st meeting", 1));
  EXPECT_FALSE(IsReportedIn("the “ Three Connections ”", 2));
}

}  // namespace
}  // namespace dateline::extraction
