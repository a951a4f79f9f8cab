#include "ingest_service/extraction/times/holiday_patterns.h"

#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/times/words_testing.h"

namespace dateline::extraction {
namespace {

std::string Holiday(absl::string_view text) {
  const SentenceWords sentence(text);
  return sentence.Text(HolidayAt(sentence.words, 0));
}

TEST(HolidayAt, ReadsFixedDays) {
  EXPECT_EQ(Holiday("New Year's Day was"), "New Year's Day");
  EXPECT_EQ(Holiday("Christmas Eve 2019 was"), "Christmas Eve 2019");
}

TEST(HolidayAt, ReadsMovingDays) {
  const SentenceWords sentence("last Thanksgiving they");
  const auto found = HolidayAt(sentence.words, 0);
  EXPECT_EQ(sentence.Text(found), "last Thanksgiving");
  EXPECT_EQ(found->meaning.nth, 4);
  EXPECT_EQ(found->meaning.weekday, 4);
}

TEST(HolidayAt, WantsACapital) { EXPECT_EQ(Holiday("may day"), "-"); }

}  // namespace
}  // namespace dateline::extraction
