#include "ingest_service/extraction/statements/noun_cues.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/statements/attributed_text.h"

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;

TEST(NounCues, OwnerIsTheSource) {
  const AttributedText text(
      "His his PRON PRP$ 2 nmod:poss\n"
      "claim claim NOUN NN 7 nsubj\n"
      "that that SCONJ IN 5 mark\n"
      "Laos Laos PROPN NNP 5 nsubj\n"
      "agreed agree VERB VBD 2 acl\n"
      "is be AUX VBZ 7 cop\n"
      "false false ADJ JJ 0 root\n");
  EXPECT_THAT(text.Lines(), ElementsAre("His / claim / that Laos agreed"));
}

TEST(NounCues, GenitiveBelongsToTheSource) {
  const AttributedText text(
      "Son Son PROPN NNP 3 nmod:poss\n"
      "'s 's PART POS 1 case\n"
      "claim claim NOUN NN 8 nsubj\n"
      "that that SCONJ IN 6 mark\n"
      "Laos Laos PROPN NNP 6 nsubj\n"
      "agreed agree VERB VBD 3 acl\n"
      "is be AUX VBZ 8 cop\n"
      "false false ADJ JJ 0 root\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son 's / claim / that Laos agreed"));
}

TEST(NounCues, SubjectOfALightVerbIsTheSource) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "expressed express VERB VBD 0 root\n"
      "concern concern NOUN NN 2 obj\n"
      "about about ADP IN 5 case\n"
      "trade trade NOUN NN 3 nmod\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / expressed concern about / trade"));
}

TEST(NounCues, CopulaBelongsToTheCue) {
  const AttributedText text(
      "His his PRON PRP$ 2 nmod:poss\n"
      "message message NOUN NN 6 nsubj:outer\n"
      "was be AUX VBD 6 cop\n"
      "that that SCONJ IN 6 mark\n"
      "Laos Laos PROPN NNP 6 nsubj\n"
      "agreed agree VERB VBD 0 root\n");
  EXPECT_THAT(text.Lines(), ElementsAre("His / message was / that Laos agreed"));
}

TEST(NounCues, WordsOfSomebodyAreAnAside) {
  const AttributedText text(
      "In in ADP IN 3 case\n"
      "the the DET DT 3 det\n"
      "words word NOUN NNS 8 obl\n"
      "of of ADP IN 5 case\n"
      "Son Son PROPN NNP 3 nmod\n"
      ", , PUNCT , 3 punct\n"
      "Laos Laos PROPN NNP 8 nsubj\n"
      "agreed agree VERB VBD 0 root\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / In the words of / Laos agreed"));
}

}  // namespace
}  // namespace dateline::extraction
