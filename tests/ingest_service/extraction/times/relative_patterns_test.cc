#include "ingest_service/extraction/times/relative_patterns.h"

#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/times/words_testing.h"

namespace dateline::extraction {
namespace {

using Pattern = std::optional<Found> (*)(Words, int);

std::string Read(Pattern pattern, absl::string_view text, int at = 0) {
  const SentenceWords sentence(text);
  return sentence.Text(pattern(sentence.words, at));
}

TEST(DeicticAt, ReadsDaysFromToday) {
  EXPECT_EQ(Read(DeicticAt, "the day before yesterday they"), "the day before yesterday");
  EXPECT_EQ(Read(DeicticAt, "last night they"), "last night");
}

TEST(DistanceAt, ReadsAgoAndLater) {
  EXPECT_EQ(Read(DistanceAt, "nearly four years ago they"), "nearly four years ago");
  EXPECT_EQ(Read(DistanceAt, "three years later they"), "three years later");
  EXPECT_EQ(Read(DistanceAt, "ten days from now"), "ten days from now");
  EXPECT_EQ(Read(DistanceAt, "three years of"), "-");
}

TEST(NeighbourAt, ReadsLastThisAndNext) {
  EXPECT_EQ(Read(NeighbourAt, "this year they"), "this year");
  EXPECT_EQ(Read(NeighbourAt, "last Friday they"), "last Friday");
  EXPECT_EQ(Read(NeighbourAt, "the coming weekend they"), "the coming weekend");
  EXPECT_EQ(Read(NeighbourAt, "this minister"), "-");
}

TEST(NeighbourAt, ReadsDefiniteUnits) {
  EXPECT_EQ(Read(NeighbourAt, "the weekend they"), "the weekend");
  EXPECT_EQ(Read(NeighbourAt, "for the year they", 1), "the year");
  EXPECT_EQ(Read(NeighbourAt, "the week of talks"), "-");
}

TEST(NeighbourAt, CountsFromWhatWasSpokenOf) {
  const SentenceWords sentence("that year they");
  EXPECT_TRUE(NeighbourAt(sentence.words, 0)->meaning.from_spoken);
}

TEST(PartOfYearAt, ReadsHalvesAndQuarters) {
  EXPECT_EQ(Read(PartOfYearAt, "the first half of this year was"), "the first half of this year");
  EXPECT_EQ(Read(PartOfYearAt, "the third quarter of 2019 was"), "the third quarter of 2019");
  EXPECT_EQ(Read(PartOfYearAt, "Q3 2019 was"), "Q3 2019");
  EXPECT_EQ(Read(PartOfYearAt, "last year's fourth quarter was"), "last year's fourth quarter");
  EXPECT_EQ(Read(PartOfYearAt, "the first nine months of 2019"), "the first nine months of 2019");
}

TEST(PartOfYearAt, LeavesHalvesOfOtherThings) { EXPECT_EQ(Read(PartOfYearAt, "the first half of the game"), "-"); }

TEST(SeasonOrYearAt, ReadsSeasonsAndYears) {
  EXPECT_EQ(Read(SeasonOrYearAt, "the winter of 1994 was"), "the winter of 1994");
  EXPECT_EQ(Read(SeasonOrYearAt, "fiscal 1989 was"), "fiscal 1989");
  EXPECT_EQ(Read(SeasonOrYearAt, "the year 2000 was"), "the year 2000");
  EXPECT_EQ(Read(SeasonOrYearAt, "winter was"), "-");
}

}  // namespace
}  // namespace dateline::extraction
