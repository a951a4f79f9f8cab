#include "ingest_service/extraction/clauses/clause.h"

#include "gtest/gtest.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::Treebank;
using language::Tree;

TEST(FindSubject, ConjoinedVerbSharesTheSubject) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj\n"
      "came come VERB VBD 0 root\n"
      "and and CCONJ CC 4 cc\n"
      "spoke speak VERB VBD 2 conj\n");
  EXPECT_EQ(FindSubject(Tree(text.analysis), text.TokenOf("spoke")).token, text.TokenOf("Son"));
}

TEST(FindSubject, InfinitiveTakesTheSubjectOfItsGovernor) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      "to to PART TO 4 mark\n"
      "work work VERB VB 2 xcomp\n");
  EXPECT_EQ(FindSubject(Tree(text.analysis), text.TokenOf("work")).token, text.TokenOf("Son"));
}

TEST(FindSubject, ObjectControlsTheInfinitiveOfAsk) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj\n"
      "asked ask VERB VBD 0 root\n"
      "Cambodia Cambodia PROPN NNP 2 obj\n"
      "to to PART TO 5 mark\n"
      "help help VERB VB 2 xcomp\n");
  EXPECT_EQ(FindSubject(Tree(text.analysis), text.TokenOf("help")).token, text.TokenOf("Cambodia"));
}

TEST(FindSubject, ParticipleDescribesItsNoun) {
  const Treebank text(
      "talks talk NOUN NNS 4 nsubj\n"
      "held hold VERB VBN 1 acl\n"
      "yesterday yesterday NOUN NN 2 obl:unmarked\n"
      "failed fail VERB VBD 0 root\n");
  const Subject subject = FindSubject(Tree(text.analysis), text.TokenOf("held"));
  EXPECT_EQ(subject.token, text.TokenOf("talks"));
  EXPECT_TRUE(subject.passive);
}

TEST(FindSubject, RelativePronounStandsForItsNoun) {
  const Treebank text(
      "Son Son PROPN NNP 4 nsubj\n"
      "who who PRON WP 3 nsubj\n"
      "resigned resign VERB VBD 1 acl:relcl\n"
      "left leave VERB VBD 0 root\n");
  EXPECT_EQ(FindSubject(Tree(text.analysis), text.TokenOf("resigned")).token, text.TokenOf("Son"));
}

TEST(FindSubject, PassiveSubjectUndergoes) {
  const Treebank text(
      "Son Son PROPN NNP 3 nsubj:pass\n"
      "was be AUX VBD 3 aux:pass\n"
      "elected elect VERB VBN 0 root\n");
  EXPECT_TRUE(FindSubject(Tree(text.analysis), text.TokenOf("elected")).passive);
}

TEST(IsNegated, SeesNotNeverAndNo) {
  const Treebank text(
      "Son Son PROPN NNP 4 nsubj\n"
      "did do AUX VBD 4 aux\n"
      "not not PART RB 4 advmod\n"
      "sign sign VERB VB 0 root\n"
      "\n"
      "They they PRON PRP 2 nsubj\n"
      "reached reach VERB VBD 0 root\n"
      "no no DET DT 4 det\n"
      "agreement agreement NOUN NN 2 obj\n"
      "\n"
      "Son Son PROPN NNP 2 nsubj\n"
      "signed sign VERB VBD 0 root\n");
  const Tree tree(text.analysis);
  EXPECT_TRUE(IsNegated(tree, text.TokenOf("sign")));
  EXPECT_TRUE(IsNegated(tree, text.TokenOf("reached")));
  EXPECT_FALSE(IsNegated(tree, text.TokenOf("signed")));
}

TEST(ModalityOf, PastTenseIsActual) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj\n"
      "met meet VERB VBD 0 root\n");
  EXPECT_EQ(ModalityOf(Tree(text.analysis), 1), Modality::kActual);
}

TEST(ModalityOf, WillIsPlannedAndMayHypothetical) {
  const Treebank text(
      "Son Son PROPN NNP 3 nsubj\n"
      "will will AUX MD 3 aux\n"
      "meet meet VERB VB 0 root\n"
      "\n"
      "Son Son PROPN NNP 3 nsubj\n"
      "may may AUX MD 3 aux\n"
      "resign resign VERB VB 0 root\n");
  const Tree tree(text.analysis);
  EXPECT_EQ(ModalityOf(tree, text.TokenOf("meet")), Modality::kPlanned);
  EXPECT_EQ(ModalityOf(tree, text.TokenOf("resign")), Modality::kHypothetical);
}

TEST(ModalityOf, WhatIsAgreedIsPlannedAndWhatIsAskedRequested) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      "to to PART TO 4 mark\n"
      "organise organise VERB VB 2 xcomp\n"
      "talks talk NOUN NNS 4 obj\n"
      "\n"
      "Son Son PROPN NNP 2 nsubj\n"
      "urged urge VERB VBD 0 root\n"
      "them they PRON PRP 2 obj\n"
      "to to PART TO 5 mark\n"
      "withdraw withdraw VERB VB 2 xcomp\n");
  const Tree tree(text.analysis);
  EXPECT_EQ(ModalityOf(tree, text.TokenOf("talks")), Modality::kPlanned);
  EXPECT_EQ(ModalityOf(tree, text.TokenOf("withdraw")), Modality::kRequested);
}

TEST(ModalityOf, SubjectOfAPlanIsNotPlanned) {
  const Treebank text(
      "Talks talk NOUN NNS 2 nsubj\n"
      "agreed agree VERB VBD 0 root\n");
  EXPECT_EQ(ModalityOf(Tree(text.analysis), 0), Modality::kActual);
}

TEST(PhraseSpan, LeavesOutMarkerAndPunctuation) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj\n"
      "said say VERB VBD 0 root\n"
      "that that SCONJ IN 5 mark\n"
      "Laos Laos PROPN NNP 5 nsubj\n"
      "agreed agree VERB VBD 2 ccomp\n"
      ". . PUNCT . 5 punct\n");
  const Tree tree(text.analysis);
  EXPECT_EQ(text.TextOf(PhraseSpan(tree, text.TokenOf("agreed"), true)), "Laos agreed");
  EXPECT_EQ(text.TextOf(PhraseSpan(tree, text.TokenOf("agreed"), false)), "that Laos agreed");
}

TEST(FindSubject, NearestOfSeveralCounts) {
  const Treebank text(
      "Hours hour NOUN NNS 4 nsubj\n"
      ", , PUNCT , 4 punct\n"
      "Laos Laos PROPN NNP 4 nsubj\n"
      "launched launch VERB VBD 0 root\n");
  EXPECT_EQ(FindSubject(language::Tree(text.analysis), text.TokenOf("launched")).token, text.TokenOf("Laos"));
}

TEST(FindSubject, ApposedNameIsNoSecondSubject) {
  const Treebank text(
      "Union union NOUN NN 3 nsubj\n"
      "Solidarity Solidarity PROPN NNP 3 nsubj\n"
      "asked ask VERB VBD 0 root\n");
  EXPECT_EQ(FindSubject(language::Tree(text.analysis), text.TokenOf("asked")).token, text.TokenOf("Union"));
}

TEST(ModalityOf, FutureSeenFromThePastIsPlanned) {
  const Treebank text(
      "He he PRON PRP 2 nsubj\n"
      "announced announce VERB VBD 0 root\n"
      "he he PRON PRP 5 nsubj\n"
      "would would AUX MD 5 aux\n"
      "resign resign VERB VB 2 ccomp\n");
  EXPECT_EQ(ModalityOf(language::Tree(text.analysis), text.TokenOf("resign")), Modality::kPlanned);
}

TEST(ModalityOf, InabilityIsReal) {
  const Treebank text(
      "They they PRON PRP 4 nsubj\n"
      "could could AUX MD 4 aux\n"
      "not not PART RB 4 advmod\n"
      "agree agree VERB VB 0 root\n");
  EXPECT_EQ(ModalityOf(language::Tree(text.analysis), text.TokenOf("agree")), Modality::kActual);
}

TEST(IsNegated, SubjectMayDeny) {
  const Treebank text(
      "No no DET DT 2 det\n"
      "soldiers soldier NOUN NNS 4 nsubj:pass\n"
      "were be AUX VBD 4 aux:pass\n"
      "injured injure VERB VBN 0 root\n");
  EXPECT_TRUE(IsNegated(language::Tree(text.analysis), text.TokenOf("injured")));
}

}  // namespace
}  // namespace dateline::extraction
