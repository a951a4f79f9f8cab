#include "ingest_service/extraction/statements/sentence_layout.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/statements/attributed_text.h"

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kReport[] =
    "Son Son PROPN NNP 2 nsubj\n"
    "said say VERB VBD 0 root\n"
    "today today NOUN NN 2 dep\n"
    "that that SCONJ IN 2 dep\n"
    "Laos Laos PROPN NNP 2 dep\n"
    "agreed agree VERB VBD 2 dep\n"
    ". . PUNCT . 2 punct\n";

TEST(Segments, QuotationAfterAFullStopBeginsOne) {
  const AttributedText text(
      "Laos Laos PROPN NNP 2 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      ". . PUNCT . 2 punct\n"
      "'' '' PUNCT `` 5 punct\n"
      "Yes yes INTJ UH 2 discourse\n"
      "'' '' PUNCT '' 5 punct\n");
  EXPECT_EQ(text.segments.Around(0), (TokenRange{0, 3}));
  EXPECT_EQ(text.segments.Around(4), (TokenRange{3, 6}));
}

TEST(ClauseAfter, FindsThatBehindATime) {
  const AttributedText text(kReport);
  EXPECT_EQ(text.Words(ClauseAfter(text.tree, {1, 3}, {0, 7}, false)), "that Laos agreed");
  EXPECT_EQ(text.Words(ClauseAfter(text.tree, {5, 6}, {0, 7}, false)), "");
}

TEST(ClauseAfter, AddresseeBeginsNoClause) {
  const AttributedText text(kReport);
  EXPECT_EQ(text.Words(ClauseAfter(text.tree, {1, 2}, {0, 7}, false)), "today that Laos agreed");
  EXPECT_EQ(text.Words(ClauseAfter(text.tree, {1, 2}, {0, 7}, true)), "that Laos agreed");
}

TEST(AroundSpeech, NeedsCommas) {
  const AttributedText text(
      "Laos Laos PROPN NNP 5 nsubj\n"
      ", , PUNCT , 4 punct\n"
      "he he PRON PRP 4 nsubj\n"
      "said say VERB VBD 5 parataxis\n"
      "agreed agree VERB VBD 0 root\n");
  EXPECT_THAT(AroundSpeech(text.tree, {2, 4}, {0, 4}), ElementsAre(TokenRange{0, 1}));
  EXPECT_THAT(AroundSpeech(text.tree, {2, 4}, {0, 5}), IsEmpty());
}

TEST(HasFiniteVerb, CountsNoParticiples) {
  const AttributedText text(kReport);
  EXPECT_TRUE(HasFiniteVerb(text.tree, {0, 2}));
  EXPECT_FALSE(HasFiniteVerb(text.tree, {2, 5}));
}

}  // namespace
}  // namespace dateline::extraction
