#include "ingest_service/extraction/events/trigger.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
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

TEST(ParticipantsOf, NounTakesBothSidesOfBetween) {
  const Treebank text(
      "talks talk NOUN NNS 0 root\n"
      "between between ADP IN 3 case\n"
      "Laos Laos PROPN NNP 1 nmod COUNTRY:LA\n"
      "and and CCONJ CC 5 cc\n"
      "China China PROPN NNP 3 conj COUNTRY:CN\n");
  const language::Tree tree(text.analysis);
  const auto participants = ParticipantsOf(tree, text.entities, FindTriggers(tree, Lexicon())[0]);
  ASSERT_THAT(participants, SizeIs(2));
  EXPECT_EQ(participants[0].role, Role::kActor);
  EXPECT_EQ(participants[1].role, Role::kActor);
}

TEST(ParticipantsOf, SecondSideOfBetweenMayHangElsewhere) {
  const Treebank text(
      "talks talk NOUN NNS 0 root\n"
      "between between ADP IN 3 case\n"
      "Lam Lam PROPN NNP 1 nmod PERSON:Lam\n"
      "and and CCONJ CC 5 cc\n"
      "President President PROPN NNP 3 conj\n"
      "of of ADP IN 7 case\n"
      "Laos Laos PROPN NNP 5 nmod COUNTRY:LA\n"
      "Sen Sen PROPN NNP 7 flat PERSON:Sen\n");
  const language::Tree tree(text.analysis);
  const auto participants = ParticipantsOf(tree, text.entities, FindTriggers(tree, Lexicon())[0]);
  ASSERT_THAT(participants, SizeIs(2));
  EXPECT_EQ(text.entities.entities[participants[1].entity].display_name, "Sen");
}

TEST(ParticipantsOf, VisitorIsActorAndHostRecipient) {
  const Treebank text(
      "Sihamoni Sihamoni PROPN NNP 3 nmod:poss PERSON:Sihamoni\n"
      "'s 's PART POS 1 case\n"
      "visit visit NOUN NN 0 root\n"
      "to to ADP IN 5 case\n"
      "Laos Laos PROPN NNP 3 nmod COUNTRY:LA\n");
  const language::Tree tree(text.analysis);
  const auto participants = ParticipantsOf(tree, text.entities, FindTriggers(tree, Lexicon())[0]);
  ASSERT_THAT(participants, SizeIs(2));
  EXPECT_EQ(participants[0].role, Role::kActor);
  EXPECT_EQ(participants[1].role, Role::kRecipient);
}

}  // namespace
}  // namespace dateline::extraction
