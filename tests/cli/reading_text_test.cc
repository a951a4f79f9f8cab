#include "cli/reading_text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {
namespace {

constexpr TextLayout kPipe = {.width_columns = 60, .terminal = false};

TEST(ReadingText, PutsFactsUnderTheirSentence) {
  v1::ExtractFactsResponse reading;
  *reading.mutable_article() = MeetingArticle();
  *reading.add_facts() = AgreementFact();
  *reading.add_facts() = MeetingFact();
  EXPECT_EQ(ReadingText(reading, kMeetingBody, kPipe), R"(Rice deal
articles/a1, Wire, 2026

HANOI -

He met Anna Kovač in Hanoi on Monday.
-- ~~~ ----------             ------
  EVENT consult (meet), "met", confidence 0.85
    actor        Bùi Thanh Sơn (person, VN), here "He"
    recipient    Anna Kovač
    when         2026-01-05, "Monday"
    where        Hanoi

They agreed on rice.
     ~~~~~~
  EVENT agree, "agreed", confidence 0.50
    what         rice
)");
}

TEST(ReadingText, SaysThatNothingWasFound) {
  v1::ExtractFactsResponse reading;
  reading.mutable_article()->set_name("articles/a2");
  EXPECT_EQ(ReadingText(reading, "", kPipe),
            "(no title)\narticles/a2, date of publication unknown\n\nNo facts found.\n");
}

TEST(ReadingText, ShowsParagraphsThatSayNothing) {
  v1::ExtractFactsResponse reading;
  *reading.mutable_article() = MeetingArticle();
  *reading.add_facts() = AgreementFact();
  const std::string text = "Rain fell.\n\nThey agreed on rice. So it goes.";
  EXPECT_EQ(ReadingText(reading, text, kPipe), R"(Rice deal
articles/a1, Wire, 2026

Rain fell.

They agreed on rice.
     ~~~~~~
  EVENT agree, "agreed", confidence 0.50
    what         rice

So it goes.
)");
  EXPECT_THAT(ReadingText(reading, text, {.width_columns = 60, .terminal = true}),
              ::testing::HasSubstr("\n\x1b[2mRain fell.\x1b[0m\n"));
}

TEST(ArticleHeading, IsBoldOnTerminal) {
  EXPECT_EQ(ArticleHeading(MeetingArticle(), {.width_columns = 60, .terminal = true}),
            "\x1b[1mRice deal\x1b[0m\n\x1b[2marticles/a1, Wire, 2026\x1b[0m\n");
}

}  // namespace
}  // namespace dateline::cli
