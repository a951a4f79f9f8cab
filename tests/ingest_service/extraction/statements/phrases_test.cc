#include "ingest_service/extraction/statements/phrases.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/statements/attributed_text.h"

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;

constexpr char kReport[] =
    "Critics critic NOUN NNS 8 nsubj\n"
    "of of ADP IN 3 case\n"
    "Son Son PROPN NNP 1 nmod\n"
    ", , PUNCT , 1 punct\n"
    "however however ADV RB 8 advmod\n"
    ", , PUNCT , 8 punct\n"
    "did do AUX VBD 8 aux\n"
    "go go VERB VB 0 root\n"
    "on on ADP RP 8 compound:prt\n"
    "to to PART TO 11 mark\n"
    "say say VERB VB 8 xcomp\n"
    "“ “ PUNCT `` 13 punct\n"
    "no no INTJ UH 11 ccomp\n"
    ". . PUNCT . 8 punct\n"
    "” ” PUNCT '' 8 punct\n";

TEST(VerbGroup, CarriesTheVerbsThatLeadToIt) {
  const AttributedText text(kReport);
  EXPECT_EQ(text.Words(VerbGroup(text.tree, text.text.TokenOf("say"))), "did go on to say");
}

TEST(SourcePhrase, EndsBeforeTheMarks) {
  const AttributedText text(kReport);
  EXPECT_EQ(text.Words(SourcePhrase(text.tree, 0, text.text.TokenOf("say"))), "Critics of Son");
}

TEST(WithQuotations, StretchesOverMarksButNotAroundItsCue) {
  const AttributedText text(kReport);
  EXPECT_EQ(WithQuotations(text.quotations, {12, 13}, 10), (TokenRange{11, 15}));
  EXPECT_EQ(WithQuotations(text.quotations, {12, 13}, 12), (TokenRange{12, 13}));
}

TEST(Without, LeavesTrimmedParts) {
  const AttributedText text(kReport);
  EXPECT_THAT(Without(text.tree, {0, 11}, {4, 5}), ElementsAre(TokenRange{0, 3}, TokenRange{6, 11}));
}

TEST(NameSource, TakesThePossessiveOff) {
  const AttributedText text(
      "Son Son PROPN NNP 3 nmod:poss\n"
      "’s ’s PART POS 1 case\n"
      "claim claim NOUN NN 0 root\n");
  Attribution attribution;
  attribution.cue_token = 2;
  NameSource(text.tree, 0, attribution);
  EXPECT_EQ(attribution.source, (TokenRange{0, 1}));
}

}  // namespace
}  // namespace dateline::extraction
