#include "ingest_service/extraction/events/event_roles.h"

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

TEST(ParticipantsOf, ReceiverIsRecipientAndGiverActor) {
  const Treebank text(
      "Nepal Nepal PROPN NNP 2 nsubj COUNTRY:NP\n"
      "received receive VERB VBD 0 root\n"
      "aid aid NOUN NN 2 obj\n"
      "from from ADP IN 5 case\n"
      "Norway Norway PROPN NNP 2 obl COUNTRY:NO\n");
  const language::Tree tree(text.analysis);
  const auto participants = ParticipantsOf(tree, text.entities, FindTriggers(tree, Lexicon())[0]);
  ASSERT_THAT(participants, SizeIs(2));
  EXPECT_EQ(participants[0].role, Role::kRecipient);
  EXPECT_EQ(participants[1].role, Role::kActor);
}

TEST(ParticipantsOf, ReceiverOfTwoObjectsIsRecipient) {
  const Treebank text(
      "Norway Norway PROPN NNP 2 nsubj COUNTRY:NO\n"
      "granted grant VERB VBD 0 root\n"
      "Son Son PROPN NNP 2 obj PERSON:Son\n"
      "asylum asylum NOUN NN 2 obj\n");
  const language::Tree tree(text.analysis);
  const auto participants = ParticipantsOf(tree, text.entities, FindTriggers(tree, Lexicon())[0]);
  ASSERT_THAT(participants, SizeIs(2));
  EXPECT_EQ(participants[1].role, Role::kRecipient);
}

TEST(ParticipantsOf, OwnerOfADeedIsActorWhereItSaysOfWhom) {
  const Treebank text(
      "Norway Norway PROPN NNP 3 nmod:poss COUNTRY:NO\n"
      "'s 's PART POS 1 case\n"
      "arrest arrest NOUN NN 0 root\n"
      "of of ADP IN 5 case\n"
      "Son Son PROPN NNP 3 nmod PERSON:Son\n");
  const language::Tree tree(text.analysis);
  const auto participants = ParticipantsOf(tree, text.entities, FindTriggers(tree, Lexicon())[0]);
  ASSERT_THAT(participants, SizeIs(2));
  EXPECT_EQ(participants[0].role, Role::kActor);
  EXPECT_EQ(participants[1].role, Role::kRecipient);
}

TEST(ParticipantsOf, TownBeforeANounIsWhere) {
  const Treebank text(
      "Oslo Oslo PROPN NNP 2 compound PLACE:Oslo\n"
      "conference conference NOUN NN 0 root\n");
  const language::Tree tree(text.analysis);
  EXPECT_THAT(ParticipantsOf(tree, text.entities, FindTriggers(tree, Lexicon())[0]), SizeIs(0));
}

}  // namespace
}  // namespace dateline::extraction
