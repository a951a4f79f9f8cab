#include "ingest_service/extraction/times/tense.h"

#include "gtest/gtest.h"
#include "tests/testing/plain_analysis.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Relation;

Tense LastTokenTense(absl::string_view text) {
  const text::Document document = testing::PlainDocument(text);
  const language::Analysis analysis = testing::PlainAnalysis(document);
  return SentenceTenses(document, analysis, analysis.sentences[0]).At(analysis.sentences[0].end_token - 1);
}

TEST(SentenceTenses, TakesTheNearestVerbWithoutATree) {
  EXPECT_EQ(LastTokenTense("They met on Friday"), Tense::kPast);
  EXPECT_EQ(LastTokenTense("They said talks will open Friday"), Tense::kFuture);
  EXPECT_EQ(LastTokenTense("Friday"), Tense::kUnknown);
}

// "They said talks <verb> Friday" where `verb` governs Friday.
struct Tree {
  Tree()
      : document(testing::PlainDocument("They said talks will open Friday")),
        analysis(testing::PlainAnalysis(document)) {
    Set(0, 1, Relation::kNsubj, PartOfSpeech::kPron, "PRP");
    Set(1, language::kNoHead, Relation::kRoot, PartOfSpeech::kVerb, "VBD");
    Set(2, 4, Relation::kNsubj, PartOfSpeech::kNoun, "NNS");
    Set(3, 4, Relation::kAux, PartOfSpeech::kAux, "MD");
    Set(4, 1, Relation::kCcomp, PartOfSpeech::kVerb, "VB");
    Set(5, 4, Relation::kOblUnmarked, PartOfSpeech::kPropn, "NNP");
  }

  void Set(int token, int head, Relation relation, PartOfSpeech part, const char* tag) {
    analysis.tokens[token].head = head;
    analysis.tokens[token].relation = relation;
    analysis.tokens[token].part_of_speech = part;
    analysis.tokens[token].treebank_tag = tag;
  }

  text::Document document;
  language::Analysis analysis;
};

TEST(SentenceTenses, TakesTheGoverningVerbOfATree) {
  Tree tree;
  EXPECT_EQ(SentenceTenses(tree.document, tree.analysis, tree.analysis.sentences[0]).At(5), Tense::kFuture);
  tree.Set(5, 1, Relation::kOblUnmarked, PartOfSpeech::kPropn, "NNP");
  EXPECT_EQ(SentenceTenses(tree.document, tree.analysis, tree.analysis.sentences[0]).At(5), Tense::kPast);
}

TEST(SentenceTenses, ClimbsFromParticiplesToTheFiniteVerb) {
  Tree tree;
  tree.Set(3, 1, Relation::kDiscourse, PartOfSpeech::kX, "");
  tree.Set(4, 1, Relation::kAdvcl, PartOfSpeech::kVerb, "VBG");
  EXPECT_EQ(SentenceTenses(tree.document, tree.analysis, tree.analysis.sentences[0]).At(5), Tense::kPast);
}

TEST(SentenceTenses, TakesAnInfinitiveForwardUnlessItIsAPurpose) {
  Tree tree;
  tree.Set(3, 4, Relation::kMark, PartOfSpeech::kPart, "TO");
  tree.document.text.replace(tree.analysis.tokens[3].span.begin_byte, 2, "to");
  tree.analysis.tokens[3].span.end_byte = tree.analysis.tokens[3].span.begin_byte + 2;
  tree.Set(4, 1, Relation::kXcomp, PartOfSpeech::kVerb, "VB");
  EXPECT_EQ(SentenceTenses(tree.document, tree.analysis, tree.analysis.sentences[0]).At(5), Tense::kFuture);
  tree.Set(4, 1, Relation::kAdvcl, PartOfSpeech::kVerb, "VB");
  EXPECT_EQ(SentenceTenses(tree.document, tree.analysis, tree.analysis.sentences[0]).At(5), Tense::kPast);
}

TEST(SentenceTenses, TakesThePastForATimeThatBelongsToANoun) {
  Tree tree;
  tree.Set(3, 1, Relation::kDiscourse, PartOfSpeech::kX, "");
  tree.Set(4, 1, Relation::kCcomp, PartOfSpeech::kVerb, "VBP");
  EXPECT_EQ(SentenceTenses(tree.document, tree.analysis, tree.analysis.sentences[0]).At(5), Tense::kPresent);
  tree.Set(5, 4, Relation::kNmodPoss, PartOfSpeech::kPropn, "NNP");
  EXPECT_EQ(SentenceTenses(tree.document, tree.analysis, tree.analysis.sentences[0]).At(5), Tense::kPast);
}

}  // namespace
}  // namespace dateline::extraction
