#include "cli/fact_change_text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(FactChangesText, CountsTheConfirmedAndShowsTheOthers) {
  v1::FactChange confirmed;
  confirmed.set_kind(v1::FACT_CHANGE_KIND_CONFIRMED);
  v1::FactChange superseded;
  superseded.set_kind(v1::FACT_CHANGE_KIND_SUPERSEDED);
  *superseded.mutable_before() = MeetingFact();
  *superseded.mutable_after() = MeetingFact();
  const v1::FactChange* changes[] = {&confirmed, &superseded};
  const std::string text = FactChangesText(changes, {});
  EXPECT_THAT(text, HasSubstr("2 facts: 1 confirmed, 1 superseded\n"));
  EXPECT_THAT(text, HasSubstr("SUPERSEDED\n"));
  EXPECT_THAT(text, Not(HasSubstr("CONFIRMED")));
  EXPECT_THAT(text, HasSubstr("\nby\n"));
}

TEST(FactChangesText, SaysThatNothingChanged) { EXPECT_EQ(FactChangesText({}, {}), "No fact is changed.\n"); }

}  // namespace
}  // namespace dateline::cli
