#include "ingest_service/extraction/statements/speaker_labels.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/statements/attributed_text.h"

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SpeakerLabels, NameAndColonBeginAParagraphOfSpeech) {
  const AttributedText text(
      "Minister minister NOUN NN 2 compound\n"
      "Son Son PROPN NNP 5 parataxis\n"
      ": : PUNCT : 2 punct\n"
      "Laos Laos PROPN NNP 5 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      ". . PUNCT . 5 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Minister Son / : / Laos agreed"));
}

TEST(SpeakerLabels, NounSpeaksOnlyASentence) {
  const AttributedText text(
      "Prices price NOUN NNS 0 root\n"
      ": : PUNCT : 1 punct\n"
      "trade trade NOUN NN 1 appos\n"
      "and and CCONJ CC 5 cc\n"
      "rice rice NOUN NN 3 conj\n");
  EXPECT_THAT(FindSpeakerLabels(text.tree), IsEmpty());
}

TEST(SpeakerLabels, VerbBeforeTheColonIsNoName) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "won win VERB VBD 0 root\n"
      ": : PUNCT : 2 punct\n"
      "Laos Laos PROPN NNP 5 nsubj\n"
      "agreed agree VERB VBD 2 parataxis\n");
  EXPECT_THAT(FindSpeakerLabels(text.tree), IsEmpty());
}

}  // namespace
}  // namespace dateline::extraction
