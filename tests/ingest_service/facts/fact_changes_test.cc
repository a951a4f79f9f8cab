#include "ingest_service/facts/fact_changes.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::facts {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;

v1::Fact Killed(const std::string& id, const std::string& evidence) {
  v1::Fact fact;
  fact.set_name("articles/a/facts/" + id);
  fact.set_kind(v1::FACT_KIND_QUANTITY);
  fact.mutable_quantity()->set_metric("killed");
  fact.mutable_trigger()->set_text("killed");
  fact.mutable_evidence()->set_text(evidence);
  return fact;
}

std::vector<v1::FactChangeKind> Kinds(const std::vector<v1::FactChange>& changes) {
  std::vector<v1::FactChangeKind> kinds;
  for (const v1::FactChange& change : changes) kinds.push_back(change.kind());
  return kinds;
}

TEST(ChangesBetween, ConfirmsAFactThatOnlyMoved) {
  v1::Fact moved = Killed("x", "Ten were killed.");
  moved.mutable_trigger()->set_begin_byte(100);
  moved.mutable_evidence()->set_begin_byte(90);
  moved.set_article_revision(2);
  moved.set_confidence(0.5);
  moved.set_extractor("dateline/9");
  const auto changes = ChangesBetween({Killed("x", "Ten were killed.")}, {moved});
  EXPECT_THAT(Kinds(changes), ElementsAre(v1::FACT_CHANGE_KIND_CONFIRMED));
  EXPECT_EQ(changes[0].after().article_revision(), 2);
}

TEST(ChangesBetween, SupersedesAFactByItselfWhenItSaysSomethingElse) {
  v1::Fact dated = Killed("x", "Ten were killed on Monday.");
  dated.mutable_time()->set_edtf("2025-08-11");
  v1::Fact redated = dated;
  redated.mutable_time()->set_edtf("2025-08-18");
  const auto changes = ChangesBetween({dated}, {redated});
  EXPECT_THAT(Kinds(changes), ElementsAre(v1::FACT_CHANGE_KIND_SUPERSEDED));
  EXPECT_EQ(changes[0].before().time().edtf(), "2025-08-11");
  EXPECT_EQ(changes[0].after().time().edtf(), "2025-08-18");
}

TEST(ChangesBetween, SupersedesAFigureByTheOneInItsPlace) {
  const auto changes = ChangesBetween({Killed("x", "Ten were killed in the north."), Killed("y", "Two boats sank.")},
                                      {Killed("z", "Twelve were killed in the north.")});
  EXPECT_THAT(Kinds(changes), ElementsAre(v1::FACT_CHANGE_KIND_SUPERSEDED, v1::FACT_CHANGE_KIND_RETRACTED));
  EXPECT_EQ(changes[0].before().name(), "articles/a/facts/x");
  EXPECT_EQ(changes[1].before().name(), "articles/a/facts/y");
}

TEST(ChangesBetween, TakesTheNearestPairFirst) {
  const auto changes =
      ChangesBetween({Killed("x", "Ten were killed in the far north."), Killed("y", "Ten were killed in the north.")},
                     {Killed("z", "Twelve were killed in the north.")});
  EXPECT_EQ(changes[0].before().name(), "articles/a/facts/y");
}

TEST(ChangesBetween, PairsNoFactsOfAnotherKind) {
  v1::Fact other = Killed("z", "Ten were killed.");
  other.mutable_quantity()->set_metric("injured");
  EXPECT_THAT(Kinds(ChangesBetween({Killed("x", "Ten were killed.")}, {other})),
              ElementsAre(v1::FACT_CHANGE_KIND_ADDED, v1::FACT_CHANGE_KIND_RETRACTED));
}

TEST(ChangesBetween, PairsNoneOfTooMany) {
  std::vector<v1::Fact> before;
  for (int i = 0; i <= kMaxUnmatched; ++i) before.push_back(Killed(absl::StrCat("x", i), "Ten were killed."));
  EXPECT_EQ(ChangesBetween(before, {Killed("y", "Ten were killed.")})[0].kind(), v1::FACT_CHANGE_KIND_ADDED);
}

TEST(WordOverlap, IsTheDiceCoefficientOfBagsOfWords) {
  EXPECT_THAT(WordOverlap("a b", "a b"), DoubleEq(1));
  EXPECT_THAT(WordOverlap("a a b", "a c"), DoubleEq(0.4));
  EXPECT_THAT(WordOverlap("a", "b"), DoubleEq(0));
  EXPECT_THAT(WordOverlap("", ""), DoubleEq(1));
}

}  // namespace
}  // namespace dateline::facts
