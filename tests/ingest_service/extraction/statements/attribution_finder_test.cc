#include "ingest_service/extraction/statements/attribution_finder.h"

#include <fstream>
#include <string>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/language/analyzer.h"
#include "ingest_service/text/reader.h"
#include "tests/ingest_service/extraction/statements/attributed_text.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::extraction {
namespace {

using dateline::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Trees of rare words may be wrong: of a hundred examples two may not be understood.
constexpr double kExamplesFound = 0.98;

TEST(AttributionFinder, CueHasItsAuxiliariesAndContentItsThat) {
  const AttributedText text(
      "Son Son PROPN NNP 4 nsubj\n"
      "has have AUX VBZ 4 aux\n"
      "also also ADV RB 4 advmod\n"
      "said say VERB VBN 0 root\n"
      "that that SCONJ IN 7 mark\n"
      "Laos Laos PROPN NNP 7 nsubj\n"
      "agreed agree VERB VBD 4 ccomp\n"
      ". . PUNCT . 4 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / has also said / that Laos agreed"));
}

TEST(AttributionFinder, RemarkLeavesTwoPartsOfTheSentence) {
  const AttributedText text(
      "Laos Laos PROPN NNP 7 nsubj\n"
      ", , PUNCT , 4 punct\n"
      "he he PRON PRP 4 nsubj\n"
      "said say VERB VBD 7 parataxis\n"
      ", , PUNCT , 4 punct\n"
      "has have AUX VBZ 7 aux\n"
      "agreed agree VERB VBN 0 root\n"
      ". . PUNCT . 7 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("he / said / Laos ... has agreed"));
}

TEST(AttributionFinder, ObjectIsContentOrHearsIt) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "called call VERB VBD 0 root\n"
      "it it PRON PRP 2 obj\n"
      "wrong wrong ADJ JJ 2 xcomp\n"
      "\n"
      "Son Son PROPN NNP 2 nsubj\n"
      "urged urge VERB VBD 0 root\n"
      "Laos Laos PROPN NNP 2 obj\n"
      "to to PART TO 5 mark\n"
      "agree agree VERB VB 2 xcomp\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / called / it wrong", "Son / urged / Laos to agree"));
}

TEST(AttributionFinder, PrepositionBelongsToTheCue) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "spoke speak VERB VBD 0 root\n"
      "about about ADP IN 4 case\n"
      "trade trade NOUN NN 2 obl\n"
      "\n"
      "Son Son PROPN NNP 3 nsubj\n"
      "was be AUX VBD 3 cop\n"
      "proud proud ADJ JJ 0 root\n"
      "of of ADP IN 5 case\n"
      "Laos Laos PROPN NNP 3 obl\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / spoke about / trade", "Son / was proud of / Laos"));
}

TEST(AttributionFinder, AgentOfAPassiveIsTheSource) {
  const AttributedText text(
      "Trade trade NOUN NN 3 nsubj:pass\n"
      "was be AUX VBD 3 aux:pass\n"
      "criticized criticize VERB VBN 0 root\n"
      "by by ADP IN 5 case\n"
      "Son Son PROPN NNP 3 obl:agent\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / was criticized / Trade"));
}

TEST(AttributionFinder, RaisedSubjectIsPartOfTheContent) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "seems seem VERB VBZ 0 root\n"
      "to to PART TO 4 mark\n"
      "agree agree VERB VB 2 xcomp\n");
  EXPECT_THAT(text.Lines(), ElementsAre(" / seems / Son ... to agree"));
}

TEST(AttributionFinder, AccordingToStandsAroundItsClause) {
  const AttributedText text(
      "Laos Laos PROPN NNP 2 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      ", , PUNCT , 6 punct\n"
      "according accord VERB VBG 6 case\n"
      "to to ADP IN 4 fixed\n"
      "Reuters Reuters PROPN NNP 2 obl\n"
      ". . PUNCT . 2 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Reuters / according to / Laos agreed"));
}

TEST(AttributionFinder, RelativePronounSpeaksForItsNoun) {
  const AttributedText text(
      "Son Son PROPN NNP 5 nsubj\n"
      "who who PRON WP 3 nsubj\n"
      "supports support VERB VBZ 1 acl:relcl\n"
      "trade trade NOUN NN 3 obj\n"
      "won win VERB VBD 0 root\n");
  EXPECT_THAT(text.Lines(), ElementsAre("who / supports / trade"));
  EXPECT_EQ(text.attributions[0].source_token, text.text.TokenOf("Son"));
}

TEST(AttributionFinder, SourceHasItsAppositionAndTheCommaAfterIt) {
  const AttributedText text(
      "Son Son PROPN NNP 8 nsubj\n"
      ", , PUNCT , 5 punct\n"
      "the the DET DT 5 det\n"
      "prime prime ADJ JJ 5 amod\n"
      "minister minister NOUN NN 1 appos\n"
      "today today NOUN NN 5 nmod:unmarked\n"
      ", , PUNCT , 5 punct\n"
      "said say VERB VBD 0 root\n"
      "Laos Laos PROPN NNP 10 nsubj\n"
      "agreed agree VERB VBD 8 ccomp\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son , the prime minister today , / said / Laos agreed"));
}

TEST(AttributionFinder, SecondVerbIsTheCueAndCarriesTheFirst) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "decided decide VERB VBD 0 root\n"
      "to to PART TO 4 mark\n"
      "praise praise VERB VB 2 xcomp\n"
      "Laos Laos PROPN NNP 4 obj\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / decided to praise / Laos"));
}

TEST(AttributionFinder, SecondReportIsNoContentOfTheFirst) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "said say VERB VBD 0 root\n"
      "Laos Laos PROPN NNP 4 nsubj\n"
      "agreed agree VERB VBD 2 ccomp\n"
      "and and CCONJ CC 6 cc\n"
      "praised praise VERB VBD 4 conj\n"
      "trade trade NOUN NN 6 obj\n");
  EXPECT_EQ(text.Lines()[0], "Son / said / Laos agreed");
}

TEST(AttributionFinder, WishesOfNobodyAreLeftOut) {
  const AttributedText text(
      "Wanting want VERB VBG 0 root\n"
      "trade trade NOUN NN 1 obj\n");
  EXPECT_THAT(text.Lines(), IsEmpty());
}

TEST(AttributionFinder, AccordingToMayNameAReport) {
  const AttributedText text(
      "Laos Laos PROPN NNP 2 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      ", , PUNCT , 4 punct\n"
      "according accord VERB VBG 7 case\n"
      "to to ADP IN 4 fixed\n"
      "a a DET DT 7 det\n"
      "report report NOUN NN 2 obl\n"
      ". . PUNCT . 2 punct\n");
  EXPECT_THAT(text.Lines(), ElementsAre("a report / according to / Laos agreed"));
}

TEST(AttributionFinder, PassiveExpectsOfNobody) {
  const AttributedText text(
      "Laos Laos PROPN NNP 3 nsubj:pass\n"
      "is be AUX VBZ 3 aux:pass\n"
      "expected expect VERB VBN 0 root\n"
      "to to PART TO 5 mark\n"
      "agree agree VERB VB 3 xcomp\n");
  EXPECT_THAT(text.Lines(), ElementsAre(" / is expected / Laos ... to agree"));
}

TEST(AttributionFinder, WhatOnlyAppearsSomewhereSaysNothing) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "appeared appear VERB VBD 0 root\n"
      "in in ADP IN 4 case\n"
      "Laos Laos PROPN NNP 2 obl\n");
  EXPECT_THAT(text.Lines(), IsEmpty());
}

TEST(AttributionFinder, AimIsNoOpinion) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "came come VERB VBD 0 root\n"
      "here here ADV RB 2 advmod\n"
      "to to PART TO 5 mark\n"
      "defend defend VERB VB 2 advcl\n"
      "trade trade NOUN NN 5 obj\n");
  EXPECT_THAT(text.Lines(), IsEmpty());
}

TEST(AttributionFinder, NamingIsNoSpeech) {
  const AttributedText text(
      "Bridges bridge NOUN NNS 4 nsubj\n"
      "called call VERB VBN 1 acl\n"
      "Son Son PROPN NNP 2 xcomp\n"
      "fell fall VERB VBD 0 root\n");
  EXPECT_THAT(text.Lines(), IsEmpty());
}

TEST(AttributionFinder, WholeSentenceIsTheWordOfItsLastSpeaker) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "warned warn VERB VBD 8 ccomp\n"
      "that that SCONJ IN 5 mark\n"
      "Laos Laos PROPN NNP 5 nsubj\n"
      "agreed agree VERB VBD 2 ccomp\n"
      ", , PUNCT , 8 punct\n"
      "officials official NOUN NNS 8 nsubj\n"
      "said say VERB VBD 0 root\n"
      ". . PUNCT . 8 punct\n");
  EXPECT_THAT(text.Lines(),
              ElementsAre("Son / warned / that Laos agreed", "officials / said / Son warned that Laos agreed"));
}

TEST(AttributionFinder, ClearIsWhatSomebodyMakes) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "made make VERB VBD 0 root\n"
      "it it PRON PRP 2 obj\n"
      "clear clear ADJ JJ 2 xcomp\n"
      "that that SCONJ IN 7 mark\n"
      "Laos Laos PROPN NNP 7 nsubj\n"
      "agreed agree VERB VBD 4 ccomp\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / made it clear / that Laos agreed"));
}

TEST(AttributionFinder, StatementBelongsToTheCue) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "said say VERB VBD 0 root\n"
      "in in ADP IN 5 case\n"
      "a a DET DT 5 det\n"
      "statement statement NOUN NN 2 obl\n"
      "that that SCONJ IN 8 mark\n"
      "Laos Laos PROPN NNP 8 nsubj\n"
      "agreed agree VERB VBD 2 ccomp\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / said in a statement / that Laos agreed"));
}

TEST(AttributionFinder, WhoDeclinesToSayDoesNotSay) {
  const AttributedText text(
      "Son Son PROPN NNP 2 nsubj\n"
      "declined decline VERB VBD 0 root\n"
      "to to PART TO 4 mark\n"
      "say say VERB VB 2 xcomp\n"
      "whether whether SCONJ IN 7 mark\n"
      "Laos Laos PROPN NNP 7 nsubj\n"
      "agreed agree VERB VBD 4 ccomp\n");
  EXPECT_THAT(text.Lines(), ElementsAre("Son / declined / to say whether Laos agreed"));
}

// Every cue of cues.tsv is found in its example, with the trees of the shipped model.
TEST(AttributionFinder, UnderstandsTheExamplesOfTheCues) {
  const auto analyzer = language::Analyzer::Create(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(analyzer, IsOk());
  std::ifstream file(DATELINE_DATA_DIRECTORY "/cues.tsv");
  int examples = 0, found = 0;
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    if (fields.size() != 5) continue;
    const auto document = text::ReadArticle("Read this.\n\n" + fields[4], text::MediaType::kPlain);
    ASSERT_THAT(document, IsOk());
    const language::Analysis analysis = (*analyzer)->Analyze(*document);
    const language::Tree tree(analysis);
    const Quotations quotations(ArticleView(*document, analysis));
    bool understood = false;
    for (const Attribution& attribution : AttributionFinder(ShippedCues(), tree, quotations).Find())
      understood |= attribution.cue == ShippedCues().Named(fields[0], fields[1]);
    ++examples;
    found += understood;
    if (!understood) std::cout << "not understood: " << fields[4] << "\n";
  }
  EXPECT_GE(found, kExamplesFound * examples);
  EXPECT_GT(examples, 0);
}

}  // namespace
}  // namespace dateline::extraction
