#include "ingest_service/extraction/clauses/circumstances.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::Treebank;
using ::testing::ElementsAre;

// The words of the bearers of an event at `word`.
std::vector<std::string> BearersAt(const Treebank& text, absl::string_view word) {
  const language::Tree tree(text.analysis);
  const int token = text.TokenOf(word);
  std::vector<std::string> words;
  for (const Bearer bearer : BearersOf(tree, token, token)) words.push_back(tree[bearer.token].lemma);
  return words;
}

TEST(BearersOf, AnInfinitiveSharesWithTheClauseThatItCompletes) {
  const Treebank text(
      "members member NOUN NNS 2 nsubj\n"
      "voted vote VERB VBD 0 root\n"
      "to to PART TO 4 mark\n"
      "elect elect VERB VB 2 advcl\n"
      "Bob Bob PROPN NNP 4 obj\n");
  EXPECT_THAT(BearersAt(text, "elect"), ElementsAre("elect", "vote"));
}

TEST(BearersOf, WhatIsPlannedSharesNothing) {
  const Treebank text(
      "members member NOUN NNS 2 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      "to to PART TO 4 mark\n"
      "meet meet VERB VB 2 xcomp\n");
  EXPECT_THAT(BearersAt(text, "meet"), ElementsAre("meet"));
}

TEST(BearersOf, WhatWentBeforeSharesNothing) {
  const Treebank text(
      "Ann Ann PROPN NNP 2 nsubj\n"
      "left leave VERB VBD 0 root\n"
      "after after SCONJ IN 4 mark\n"
      "meeting meet VERB VBG 2 advcl\n"
      "Bob Bob PROPN NNP 4 obj\n");
  EXPECT_THAT(BearersAt(text, "meeting"), ElementsAre("meet"));
}

TEST(BearersOf, ANounSharesWithItsCourseAndItsVerb) {
  const Treebank text(
      "talks talk NOUN NNS 4 nsubj\n"
      "held hold VERB VBN 1 acl\n"
      "there there ADV RB 2 advmod\n"
      "failed fail VERB VBD 0 root\n");
  EXPECT_THAT(BearersAt(text, "talks"), ElementsAre("talk", "hold", "fail"));
}

TEST(BearersOf, AJoinedClauseSharesWhatStandsBeforeTheFirst) {
  const Treebank text(
      "Monday Monday PROPN NNP 3 obl:unmarked\n"
      "Ann Ann PROPN NNP 3 nsubj\n"
      "wrote write VERB VBD 0 root\n"
      "and and CCONJ CC 5 cc\n"
      "called call VERB VBD 3 conj\n");
  const language::Tree tree(text.analysis);
  const int called = text.TokenOf("called");
  const std::vector<Bearer> bearers = BearersOf(tree, called, called);
  ASSERT_EQ(bearers.size(), 2);
  EXPECT_EQ(bearers[1].token, text.TokenOf("wrote"));
  EXPECT_EQ(bearers[1].end, text.TokenOf("wrote"));
}

}  // namespace
}  // namespace dateline::extraction
