#include "ingest_service/extraction/quantities/quantity_candidates.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::Treebank;
using ::testing::Each;
using ::testing::Field;
using ::testing::SizeIs;

std::vector<Candidate> Candidates(const Treebank& text, const Quantity& quantity) {
  const language::Tree tree(text.analysis);
  return QuantityCandidates(tree, text.entities, ClauseTimes(tree, {}), {quantity});
}

Quantity QuantityAt(const Treebank& text, absl::string_view figure, absl::string_view metric) {
  Quantity quantity;
  quantity.head_token = text.TokenOf(figure);
  quantity.span = text.analysis.tokens[quantity.head_token].span;
  quantity.metric = std::string(metric);
  quantity.metric_span = text.analysis.tokens[text.TokenOf(metric)].span;
  return quantity;
}

// One candidate, with so many participants, all of them its SUBJECTs.
void ExpectSubjects(const Treebank& text, const Quantity& quantity, size_t count) {
  const std::vector<Candidate> candidates = Candidates(text, quantity);
  ASSERT_THAT(candidates, SizeIs(1));
  EXPECT_THAT(candidates[0].participants, SizeIs(count));
  EXPECT_THAT(candidates[0].participants, Each(Field(&CandidateParticipant::role, Role::kSubject)));
}

TEST(QuantityCandidates, OwnerOfTheMetricIsItsSubject) {
  const Treebank text(
      "Iran Iran PROPN NNP 3 nmod:poss COUNTRY:IR\n"
      "'s 's PART POS 1 case\n"
      "exports export NOUN NNS 4 nsubj\n"
      "reached reach VERB VBD 0 root\n"
      "seven seven NUM CD 6 nummod\n"
      "tons ton NOUN NNS 4 obj\n");
  ExpectSubjects(text, QuantityAt(text, "tons", "exports"), 1);
}

TEST(QuantityCandidates, WhatIsBilateralBelongsToTheTwoCountriesOfTheSentence) {
  const Treebank text(
      "Laos Laos PROPN NNP 2 nsubj COUNTRY:LA\n"
      "treasures treasure VERB VBZ 0 root\n"
      "China China PROPN NNP 2 obj COUNTRY:CN\n"
      "with with ADP IN 6 case\n"
      "bilateral bilateral ADJ JJ 6 amod\n"
      "trade trade NOUN NN 2 obl\n"
      "at at ADP IN 8 case\n"
      "millions million NOUN NNS 6 nmod\n");
  Quantity quantity = QuantityAt(text, "millions", "trade");
  quantity.metric = "bilateral trade";
  ExpectSubjects(text, quantity, 2);
}

TEST(QuantityCandidates, CountedOfAPlaceBelongToIt) {
  const Treebank text(
      "reports report NOUN NNS 2 nsubj\n"
      "listed list VERB VBD 0 root\n"
      "malls mall NOUN NNS 2 obj\n"
      "in in ADP IN 5 case\n"
      "Laos Laos PROPN NNP 3 nmod COUNTRY:LA\n");
  ExpectSubjects(text, QuantityAt(text, "malls", "malls"), 1);
}

TEST(QuantityCandidates, WhomItCostsIsTheSubject) {
  const Treebank text(
      "this this PRON DT 2 nsubj\n"
      "cost cost VERB VBD 0 root\n"
      "Laos Laos PROPN NNP 2 iobj COUNTRY:LA\n"
      "millions million NOUN NNS 2 obj\n");
  ExpectSubjects(text, QuantityAt(text, "millions", "millions"), 1);
}

TEST(QuantityCandidates, WhoHasSoManyMembersIsTheSubject) {
  const Treebank text(
      "55-member member NOUN NN 2 compound\n"
      "Laos Laos PROPN NNP 3 nsubj COUNTRY:LA\n"
      "agreed agree VERB VBD 0 root\n");
  ExpectSubjects(text, QuantityAt(text, "55-member", "55-member"), 1);
}

TEST(QuantityCandidates, FigureThatNobodyOwnsHasNoSubject) {
  const Treebank text(
      "prices price NOUN NNS 2 nsubj\n"
      "rose rise VERB VBD 0 root\n"
      "percent percent NOUN NN 2 obj\n");
  ExpectSubjects(text, QuantityAt(text, "percent", "prices"), 0);
}

}  // namespace
}  // namespace dateline::extraction
