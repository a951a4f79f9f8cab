#include "ingest_service/extraction/clauses/timing.h"

#include "gtest/gtest.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::Treebank;

TimeExpression DayAt(const Treebank& text, absl::string_view word) {
  TimeExpression time;
  time.begin_token = text.TokenOf(word);
  time.end_token = time.begin_token + 1;
  time.edtf = "2025-08-14";
  return time;
}

TEST(ClauseTimes, DateBelongsToTheVerbThatItModifies) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj\n"
      "said say VERB VBD 0 root\n"
      "Maris Maris PROPN NNP 4 nsubj\n"
      "left leave VERB VBD 2 ccomp\n"
      "on on ADP IN 6 case\n"
      "Thursday Thursday PROPN NNP 4 obl\n");
  const language::Tree tree(text.analysis);
  const ClauseTimes times(tree, {DayAt(text, "Thursday")});
  EXPECT_EQ(times.TimeOf(text.TokenOf("left"), text.TokenOf("left")), 0);
  EXPECT_EQ(times.TimeOf(text.TokenOf("said"), text.TokenOf("said")), -1);
}

TEST(ClauseTimes, NounSharesTheTimeOfItsVerb) {
  const Treebank text(
      "talks talk NOUN NNS 2 nsubj\n"
      "began begin VERB VBD 0 root\n"
      "Thursday Thursday PROPN NNP 2 obl:unmarked\n");
  const language::Tree tree(text.analysis);
  EXPECT_EQ(ClauseTimes(tree, {DayAt(text, "Thursday")}).TimeOf(0, 0), 0);
}

TEST(ClauseTimes, AnotherTimeWithinTheFirstSaysMoreExactly) {
  const Treebank text(
      "Ann Ann PROPN NNP 2 nsubj\n"
      "left leave VERB VBD 0 root\n"
      "week week NOUN NN 2 obl:unmarked\n"
      "Thursday Thursday PROPN NNP 2 obl:unmarked\n");
  TimeExpression week = DayAt(text, "week"), day = DayAt(text, "Thursday");
  week.earliest = absl::CivilDay(2025, 8, 11), week.latest = absl::CivilDay(2025, 8, 17);
  day.earliest = day.latest = absl::CivilDay(2025, 8, 14);
  const language::Tree tree(text.analysis);
  EXPECT_EQ(ClauseTimes(tree, {week, day}).TimeOf(1, 1), 1);
  day.earliest = day.latest = absl::CivilDay(2025, 8, 20);
  EXPECT_EQ(ClauseTimes(tree, {week, day}).TimeOf(1, 1), 0);
}

TEST(ClauseTimes, UnresolvedTimeDatesNothing) {
  const Treebank text(
      "talks talk NOUN NNS 2 nsubj\n"
      "began begin VERB VBD 0 root\n"
      "Thursday Thursday PROPN NNP 2 obl:unmarked\n");
  TimeExpression unresolved = DayAt(text, "Thursday");
  unresolved.edtf.clear();
  const language::Tree tree(text.analysis);
  EXPECT_EQ(ClauseTimes(tree, {unresolved}).TimeOf(1, 1), -1);
}

}  // namespace
}  // namespace dateline::extraction
