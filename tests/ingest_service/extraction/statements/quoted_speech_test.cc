#include "ingest_service/extraction/statements/quoted_speech.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/statements/attributed_text.h"

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;

TEST(QuotedSpeech, VerbMayStandBeforeItsSpeaker) {
  const AttributedText text(
      "“ “ PUNCT `` 3 punct\n"
      "Laos Laos PROPN NNP 3 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      ", , PUNCT , 3 punct\n"
      "” ” PUNCT '' 3 punct\n"
      "said say VERB VBD 3 dep\n"
      "Son Son PROPN NNP 6 obj\n"
      ". . PUNCT . 3 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / said / “ Laos agreed , ”"));
}

TEST(QuotedSpeech, AnyVerbReportsBesideAQuotation) {
  const AttributedText text(
      "“ “ PUNCT `` 3 punct\n"
      "Laos Laos PROPN NNP 3 nsubj\n"
      "agreed agree VERB VBD 7 ccomp\n"
      ", , PUNCT , 3 punct\n"
      "” ” PUNCT '' 3 punct\n"
      "Son Son PROPN NNP 7 nsubj\n"
      "yodelled yodel VERB VBD 0 root\n"
      ". . PUNCT . 7 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / yodelled / “ Laos agreed , ”"));
}

TEST(QuotedSpeech, ClauseWithoutMarksMayStandBeforeVerbAndSpeaker) {
  const AttributedText text(
      "Laos Laos PROPN NNP 3 nsubj\n"
      "has have AUX VBZ 3 aux\n"
      "agreed agree VERB VBN 0 root\n"
      ", , PUNCT , 5 punct\n"
      "said say VERB VBD 3 dep\n"
      "Son Son PROPN NNP 5 obj\n"
      ". . PUNCT . 3 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / said / Laos has agreed"));
}

TEST(QuotedSpeech, GoesOnAfterTheSpeakerUntilSomebodyElseSpeaks) {
  const AttributedText text(
      "“ “ PUNCT `` 3 punct\n"
      "Laos Laos PROPN NNP 3 nsubj\n"
      "agreed agree VERB VBD 7 ccomp\n"
      ", , PUNCT , 3 punct\n"
      "” ” PUNCT '' 3 punct\n"
      "Son Son PROPN NNP 7 nsubj\n"
      "said say VERB VBD 0 root\n"
      ", , PUNCT , 7 punct\n"
      "“ “ PUNCT `` 10 punct\n"
      "today today NOUN NN 7 obl\n"
      ". . PUNCT . 7 punct\n"
      "” ” PUNCT '' 7 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / said / “ Laos agreed , ” ... “ today . ”"));
}

TEST(QuotedSpeech, UnclosedQuotationGoesOnInTheNextParagraph) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "said say VERB VBD 0 root\n"
      ": : PUNCT : 2 punct\n"
      "\n"
      "“ “ PUNCT `` 3 punct\n"
      "Laos Laos PROPN NNP 3 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      ". . PUNCT . 3 punct\n"
      "\n"
      "“ “ PUNCT `` 3 punct\n"
      "We we PRON PRP 3 nsubj\n"
      "won win VERB VBD 0 root\n"
      ". . PUNCT . 3 punct\n"
      "” ” PUNCT '' 3 punct\n"
      "\n"
      "“ “ PUNCT `` 2 punct\n"
      "No no INTJ UH 0 root\n"
      "” ” PUNCT '' 2 punct\n"
      "stood stand VERB VBD 2 dep\n"
      "there there ADV RB 4 advmod\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / said : / “ Laos agreed . ... “ We won . ”"));
}

TEST(QuotedSpeech, ParagraphOfNothingButQuotationGoesOn) {
  const AttributedText text(
      "“ “ PUNCT `` 2 punct\n"
      "No no INTJ UH 6 ccomp\n"
      ", , PUNCT , 2 punct\n"
      "” ” PUNCT '' 2 punct\n"
      "Son Son PROPN NNP 6 nsubj\n"
      "said say VERB VBD 0 root\n"
      ". . PUNCT . 6 punct\n"
      "\n"
      "“ “ PUNCT `` 3 punct\n"
      "We we PRON PRP 3 nsubj\n"
      "won win VERB VBD 0 root\n"
      ". . PUNCT . 3 punct\n"
      "” ” PUNCT '' 3 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / said / “ No , ” ... “ We won . ”"));
}

TEST(QuotedSpeech, QuotationBehindAReportedSentenceIsOfItsSpeaker) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "said say VERB VBD 0 root\n"
      "Laos Laos PROPN NNP 4 nsubj\n"
      "agreed agree VERB VBD 2 ccomp\n"
      ". . PUNCT . 2 punct\n"
      "“ “ PUNCT `` 8 punct\n"
      "It it PRON PRP 8 nsubj\n"
      "helps help VERB VBZ 2 dep\n"
      ". . PUNCT . 8 punct\n"
      "” ” PUNCT '' 8 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / said / Laos agreed ... “ It helps . ”"));
}

TEST(QuotedSpeech, QuotationMayEndWithAnotherQuotation) {
  const AttributedText text(
      "\" \" PUNCT `` 3 punct\n"
      "Laos Laos PROPN NNP 3 nsubj\n"
      "won win VERB VBD 8 ccomp\n"
      ", , PUNCT , 3 punct\n"
      "' ' PUNCT '' 3 punct\n"
      "\" \" PUNCT '' 3 punct\n"
      "Son Son PROPN NNP 8 nsubj\n"
      "yodelled yodel VERB VBD 0 root\n"
      ". . PUNCT . 8 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / yodelled / \" Laos won , ' \""));
}

}  // namespace
}  // namespace dateline::extraction
