#include "ingest_service/extraction/events/trigger.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::Treebank;
using ::testing::SizeIs;

const FrameLexicon& Lexicon() {
  static const FrameLexicon* lexicon = new FrameLexicon(*FrameLexicon::Load(DATELINE_DATA_DIRECTORY));
  return *lexicon;
}

TEST(FindTriggers, ObjectOfAVerbFrameIsNoTriggerOfItsOwn) {
  const Treebank text(
      "They they PRON PRP 2 nsubj\n"
      "reached reach VERB VBD 0 root\n"
      "an a DET DT 4 det\n"
      "agreement agreement NOUN NN 2 obj\n");
  const auto triggers = FindTriggers(language::Tree(text.analysis), Lexicon());
  ASSERT_THAT(triggers, SizeIs(1));
  EXPECT_EQ(triggers[0].token, text.TokenOf("reached"));
  EXPECT_EQ(triggers[0].end_token, text.TokenOf("agreement") + 1);
}

TEST(FindTriggers, ParticipleOfALightVerbCarriesItsNoun) {
  const Treebank text(
      "talks talk NOUN NNS 0 root\n"
      "held hold VERB VBN 1 acl\n"
      "in in ADP IN 4 case\n"
      "Oslo Oslo PROPN NNP 2 obl\n");
  const auto triggers = FindTriggers(language::Tree(text.analysis), Lexicon());
  ASSERT_THAT(triggers, SizeIs(1));
  EXPECT_EQ(triggers[0].predicate, text.TokenOf("held"));
}

TEST(FindTriggers, CompoundBelongsToTheNameOfTheEvent) {
  const Treebank text(
      "the the DET DT 3 det\n"
      "state state NOUN NN 3 compound\n"
      "visit visit NOUN NN 0 root\n");
  const auto triggers = FindTriggers(language::Tree(text.analysis), Lexicon());
  ASSERT_THAT(triggers, SizeIs(1));
  EXPECT_EQ(triggers[0].begin_token, text.TokenOf("state"));
}

TEST(FindTriggers, NounOfALightVerbTellsTheMode) {
  const Treebank text(
      "They they PRON PRP 2 nsubj\n"
      "began begin VERB VBD 0 root\n"
      "hunger hunger NOUN NN 4 compound\n"
      "strike strike NOUN NN 2 obj\n");
  const auto triggers = FindTriggers(language::Tree(text.analysis), Lexicon());
  ASSERT_THAT(triggers, SizeIs(1));
  EXPECT_EQ(triggers[0].match.frame->mode, "hunger");
  EXPECT_EQ(triggers[0].predicate, text.TokenOf("began"));
}

}  // namespace
}  // namespace dateline::extraction
