#include "ingest_service/extraction/times/duration_patterns.h"

#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/times/words_testing.h"

namespace dateline::extraction {
namespace {

std::string Duration(absl::string_view text, int at = 0) {
  const SentenceWords sentence(text);
  return sentence.Text(DurationAt(sentence.words, at));
}

TEST(DurationAt, ReadsNumbersOfUnits) {
  EXPECT_EQ(Duration("three days after"), "three days");
  EXPECT_EQ(Duration("five-year plan"), "five-year");
  EXPECT_EQ(Duration("12 to 18 months of"), "12 to 18 months");
  EXPECT_EQ(Duration("several weeks of"), "several weeks");
  EXPECT_EQ(Duration("20 more years of"), "20 more years");
}

TEST(DurationAt, TakesApproximationAndDeterminerIn) {
  EXPECT_EQ(Duration("about three years of"), "about three years");
  EXPECT_EQ(Duration("at least the past 18 months"), "at least the past 18 months");
  EXPECT_EQ(Duration("the next few days they"), "the next few days");
}

TEST(DurationAt, LeavesAges) {
  EXPECT_EQ(Duration("30 years old"), "-");
  EXPECT_EQ(Duration("11-month-old boy"), "-");
}

TEST(DurationAt, TakesAnArticleForARateUnlessAStretchIsMeant) {
  EXPECT_EQ(Duration("for a year", 1), "a year");
  EXPECT_EQ(Duration("dollars a year", 1), "-");
}

TEST(DurationAt, LeavesASecondThing) { EXPECT_EQ(Duration("a second term"), "-"); }

std::string Set(absl::string_view text) {
  const SentenceWords sentence(text);
  return sentence.Text(SetAt(sentence.words, 0));
}

TEST(SetAt, ReadsWhatRepeats) {
  EXPECT_EQ(Set("every Monday they"), "every Monday");
  EXPECT_EQ(Set("annually in"), "annually");
  EXPECT_EQ(Set("each other day"), "each other day");
  EXPECT_EQ(Set("every minister"), "-");
  EXPECT_EQ(Set("Daily Telegraph said"), "-");
}

std::string Reference(absl::string_view text, int at = 0) {
  const SentenceWords sentence(text);
  const auto found = ReferenceAt(sentence.words, at);
  return found ? std::string(found->meaning.reference) : "-";
}

TEST(ReferenceAt, ReadsWordsThatPoint) {
  EXPECT_EQ(Reference("now they"), "PRESENT_REF");
  EXPECT_EQ(Reference("recently they"), "PAST_REF");
  EXPECT_EQ(Reference("the near future"), "FUTURE_REF");
}

TEST(ReferenceAt, LeavesOtherSenses) {
  EXPECT_EQ(Reference("as soon as", 1), "-");
  EXPECT_EQ(Reference("the future of Syria"), "-");
}

TEST(SkipApproximation, SkipsThePhrase) {
  EXPECT_EQ(SkipApproximation(SentenceWords("no more than ten").words, 0), 3);
  EXPECT_EQ(SkipApproximation(SentenceWords("over the past").words, 0), 0);
}

}  // namespace
}  // namespace dateline::extraction
