#include "ingest_service/extraction/statements/complements.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/statements/attributed_text.h"

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Complements, WhatIsJudgedIsContent) {
  const AttributedText text(
      "Polls poll NOUN NNS 2 nsubj\n"
      "found find VERB VBD 0 root\n"
      "Son Son PROPN NNP 2 obj\n"
      "as as ADP IN 6 case\n"
      "the the DET DT 6 det\n"
      "winner winner NOUN NN 2 obl\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Polls / found / Son as the winner"));
}

TEST(Complements, WhatIsOnlySeenIsNotJudged) {
  const AttributedText text(
      "Polls poll NOUN NNS 2 nsubj\n"
      "found find VERB VBD 0 root\n"
      "Son Son PROPN NNP 2 obj\n");
  EXPECT_THAT(text.Lines(), IsEmpty());
}

TEST(Complements, ContentGoesOnToTheEndOfItsClause) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "blames blame VERB VBZ 0 root\n"
      "Laos Laos PROPN NNP 2 obj\n"
      "for for ADP IN 5 case\n"
      "delays delay NOUN NNS 2 obl\n"
      ", , PUNCT , 7 punct\n"
      "citing cite VERB VBG 2 advcl\n"
      "storms storm NOUN NNS 7 obj\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / blames / Laos for delays", "Son / citing / storms"));
}

TEST(Complements, ClauseBeforeTheMainClauseEndsThere) {
  const AttributedText text(
      "While while SCONJ IN 3 mark\n"
      "Son Son PROPN NNP 3 nsubj\n"
      "argues argue VERB VBZ 9 advcl\n"
      "Laos Laos PROPN NNP 5 nsubj\n"
      "agreed agree VERB VBD 3 ccomp\n"
      ", , PUNCT , 9 punct\n"
      "Maris Maris PROPN NNP 9 nsubj\n"
      "has have AUX VBZ 9 aux\n"
      "left leave VERB VBN 5 conj\n");
  EXPECT_EQ(text.Lines()[0], "Son / argues / Laos agreed");
}

TEST(Complements, AnotherSpeakerEndsTheContent) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "said say VERB VBD 0 root\n"
      "Laos Laos PROPN NNP 4 nsubj\n"
      "won win VERB VBD 2 ccomp\n"
      ", , PUNCT , 8 punct\n"
      "but but CCONJ CC 8 cc\n"
      "Maris Maris PROPN NNP 8 nsubj\n"
      "denied deny VERB VBD 4 conj\n"
      "it it PRON PRP 8 obj\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / said / Laos won", "Maris / denied / it"));
}

TEST(Complements, WhatIsCalledForHasItsInfinitive) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "called call VERB VBD 0 root\n"
      "for for ADP IN 4 case\n"
      "Laos Laos PROPN NNP 2 obl\n"
      "to to PART TO 6 mark\n"
      "stop stop VERB VB 2 advcl\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / called for / Laos to stop"));
}

TEST(Complements, QuestionIsContentOfAsking) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "asked ask VERB VBD 0 root\n"
      "Maris Maris PROPN NNP 2 obj\n"
      "if if SCONJ IN 6 mark\n"
      "Laos Laos PROPN NNP 6 nsubj\n"
      "won win VERB VBD 2 advcl\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / asked / if Laos won"));
}

TEST(Complements, QuestionMayStandFarFromAsking) {
  const AttributedText text(
      "Asked ask VERB VBN 11 advcl\n"
      "on on ADP IN 3 case\n"
      "Monday Monday PROPN NNP 1 obl\n"
      "whether whether SCONJ IN 6 mark\n"
      "Laos Laos PROPN NNP 6 nsubj\n"
      "agreed agree VERB VBD 11 dep\n"
      ", , PUNCT , 11 punct\n"
      "the the DET DT 9 det\n"
      "mayor mayor NOUN NN 11 nsubj\n"
      "just just ADV RB 11 advmod\n"
      "smiled smile VERB VBD 0 root\n"
      ". . PUNCT . 11 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre(" / Asked / whether Laos agreed"));
}

TEST(Complements, RelativeClauseEndsBeforeTheReportOfItsNoun) {
  const AttributedText text(
      "Son Son PROPN NNP 8 nsubj\n"
      ", , PUNCT , 4 punct\n"
      "who who PRON WP 4 nsubj\n"
      "said say VERB VBD 1 acl:relcl\n"
      "Laos Laos PROPN NNP 6 nsubj\n"
      "agreed agree VERB VBD 4 ccomp\n"
      ", , PUNCT , 6 punct\n"
      "denied deny VERB VBD 6 dep\n"
      "it it PRON PRP 8 obj\n"
      ". . PUNCT . 8 punct\n");
  EXPECT_EQ(text.Lines().front(), "who / said / Laos agreed");
}

}  // namespace
}  // namespace dateline::extraction
