#include "ingest_service/extraction/times/clock_patterns.h"

#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/times/words_testing.h"

namespace dateline::extraction {
namespace {

struct Clock {
  std::string text;
  int hour = -1, minute = -1;
  friend bool operator==(const Clock&, const Clock&) = default;
};

Clock Read(absl::string_view text) {
  const SentenceWords sentence(text);
  const auto found = ClockTimeAt(sentence.words, 0);
  if (!found) return {"-"};
  return {sentence.Text(found), *found->meaning.hour, *found->meaning.minute};
}

TEST(ClockTimeAt, ReadsHalvesOfTheDay) {
  EXPECT_EQ(Read("7:37 p.m. local time on"), (Clock{"7:37 p.m. local time", 19, 37}));
  EXPECT_EQ(Read("6am as"), (Clock{"6am", 6, 0}));
  EXPECT_EQ(Read("12 a.m. EST on"), (Clock{"12 a.m. EST", 0, 0}));
}

TEST(ClockTimeAt, ReadsTwentyFourHours) { EXPECT_EQ(Read("18:05 GMT"), (Clock{"18:05 GMT", 18, 5})); }

TEST(ClockTimeAt, ReadsNames) { EXPECT_EQ(Read("noon on"), (Clock{"noon", 12, 0})); }

TEST(ClockTimeAt, LeavesOtherNumbers) {
  EXPECT_EQ(Read("7 people"), (Clock{"-"}));
  EXPECT_EQ(Read("25:10"), (Clock{"-"}));
  EXPECT_EQ(Read("3:1 win"), (Clock{"-"}));
}

}  // namespace
}  // namespace dateline::extraction
