#include "ingest_service/extraction/quantities/measure.h"

#include "gtest/gtest.h"
#include "tests/testing/annotated.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using language::Tree;

template <typename Annotations>
std::string Text(const Annotations& annotations, const Phrase& phrase) {
  if (phrase.empty()) return "-";
  return std::string(
      text::Slice(annotations.document.text, language::SpanOfTokens(annotations.analysis, phrase.begin, phrase.end)));
}

std::string Counted(absl::string_view line, int begin) {
  const testing::Annotated annotated({line});
  const Tree tree(annotated.analysis);
  return Text(annotated, CountedPhraseAt(tree, annotated.document.text, begin, tree.size()));
}

TEST(CountedPhraseAt, TakesModifiersUpToThePlural) {
  EXPECT_EQ(Counted("seven/CD health/NN facilities/NNS in/IN Davao/NNP", 1), "health facilities");
  EXPECT_EQ(Counted("5000/CD U.S./NNP troops/NNS Monday/NNP", 1), "U.S. troops");
}

TEST(CountedPhraseAt, TakesAConditionWithoutANoun) {
  EXPECT_EQ(Counted("30/CD injured/JJ ./.", 1), "injured");
  EXPECT_EQ(Counted("30/CD green/JJ ./.", 1), "-");
}

TEST(CountedPhraseAt, StopsAtVerbs) { EXPECT_EQ(Counted("39/CD are/VBP dead/JJ", 1), "-"); }

TEST(PhraseBefore, TakesTheNounThatANumberFollows) {
  const testing::Annotated annotated({"a/DT magnitude/NN 6.3/CD quake/NN"});
  const Tree tree(annotated.analysis);
  EXPECT_EQ(Text(annotated, PhraseBefore(tree, annotated.document.text, 2)), "magnitude");
}

TEST(PartitivePhraseAt, SkipsBracketsAndTimes) {
  const testing::Annotated money({"20/CD euros/NNS (/-LRB- 17/CD pounds/NNS )/-RRB- in/IN compensation/NN"});
  EXPECT_EQ(Text(money, PartitivePhraseAt(Tree(money.analysis), money.document.text, 2, 8)), "compensation");
  const testing::Annotated time({"20/CD euros/NNS in/IN the/DT year/NN"});
  EXPECT_EQ(Text(time, PartitivePhraseAt(Tree(time.analysis), time.document.text, 2, 5)), "-");
}

TEST(MeasuredPhrase, TakesTheSubjectOfAMeasuringVerb) {
  const testing::Treebank bank(
      "The the DET DT 3 det\n"
      "death death NOUN NN 3 compound\n"
      "toll toll NOUN NN 4 nsubj\n"
      "rose rise VERB VBD 0 root\n"
      "to to ADP IN 6 case\n"
      "six six NUM CD 4 obl\n");
  EXPECT_EQ(Text(bank, MeasuredPhrase(Tree(bank.analysis), bank.document.text, 5, 6)), "death toll");
}

TEST(MeasuredPhrase, TakesTheNounBeforeAParticiple) {
  const testing::Treebank bank(
      "bilateral bilateral ADJ JJ 2 amod\n"
      "trade trade NOUN NN 0 root\n"
      "recording record VERB VBG 2 acl\n"
      "growth growth NOUN NN 3 obj\n"
      "to to ADP IN 6 case\n"
      "$ $ SYM $ 3 obl\n"
      "7 7 NUM CD 6 nummod\n");
  EXPECT_EQ(Text(bank, MeasuredPhrase(Tree(bank.analysis), bank.document.text, 5, 7)), "bilateral trade");
}

TEST(MeasuredPhrase, TakesTheNounBeforeOf) {
  const testing::Treebank bank(
      "a a DET DT 2 det\n"
      "fine fine NOUN NN 0 root\n"
      "of of ADP IN 4 case\n"
      "$ $ SYM $ 2 nmod\n"
      "86 86 NUM CD 4 nummod\n");
  EXPECT_EQ(Text(bank, MeasuredPhrase(Tree(bank.analysis), bank.document.text, 3, 5)), "fine");
}

TEST(IsMeasureUnit, KnowsUnits) {
  EXPECT_TRUE(IsMeasureUnit("kilometers"));
  EXPECT_FALSE(IsMeasureUnit("people"));
}

}  // namespace
}  // namespace dateline::extraction
