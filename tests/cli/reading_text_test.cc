#include "cli/reading_text.h"

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
  EXPECT_EQ(ReadingText(reading, kPipe), R"(Rice deal
articles/a1, Wire, 2026

He met Anna Kovač in Hanoi on Monday.
   ~~~
  EVENT consult (meet), actual, confidence 0.85
    actor        Bùi Thanh Sơn (person, VN), here "He"
    recipient    Anna Kovač
    when         2026-01-05, "Monday"
    where        Hanoi

They agreed on rice.
     ~~~~~~
  EVENT agree, actual, confidence 0.50
    what         rice
)");
}

TEST(ReadingText, SaysThatNothingWasFound) {
  v1::ExtractFactsResponse reading;
  reading.mutable_article()->set_name("articles/a2");
  EXPECT_EQ(ReadingText(reading, kPipe), "(no title)\narticles/a2, date of publication unknown\n\nNo facts found.\n");
}

TEST(ArticleHeading, IsBoldOnTerminal) {
  EXPECT_EQ(ArticleHeading(MeetingArticle(), {.width_columns = 60, .terminal = true}),
            "\x1b[1mRice deal\x1b[0m\n\x1b[2marticles/a1, Wire, 2026\x1b[0m\n");
}

}  // namespace
}  // namespace dateline::cli
