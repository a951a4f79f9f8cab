#include "ingest_service/extraction/events/event_finder.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::Treebank;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "CONSULT[phone] held phone talks: A Son, A Maris" for each event, roles by their first letter.
std::vector<std::string> Events(const Treebank& text) {
  static const EventFinder* finder = new EventFinder(*FrameLexicon::Load(DATELINE_DATA_DIRECTORY));
  std::vector<std::string> events;
  for (const Candidate& event : finder->Find(language::Tree(text.analysis), text.entities, {})) {
    std::string line = absl::StrCat(static_cast<int>(event.event_type), event.mode.empty() ? "" : "/", event.mode, " ",
                                    std::string(text.TextOf(event.trigger)), ":");
    for (const CandidateParticipant& participant : event.participants) {
      absl::StrAppend(&line, participant.role == Role::kActor ? " A=" : " R=",
                      text.entities.entities[participant.entity].display_name);
    }
    events.push_back(line);
  }
  return events;
}

std::string Type(EventType type) { return absl::StrCat(static_cast<int>(type)); }

TEST(EventFinder, LightVerbCarriesTheEventOfItsObject) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj PERSON:Son\n"
      "held hold VERB VBD 0 root\n"
      "phone phone NOUN NN 4 compound\n"
      "talks talk NOUN NNS 2 obj\n"
      "with with ADP IN 6 case\n"
      "Maris Maris PROPN NNP 2 obl PERSON:Maris\n");
  EXPECT_THAT(Events(text), ElementsAre(Type(EventType::kConsult) + "/phone held phone talks: A=Son A=Maris"));
}

TEST(EventFinder, PassiveSubjectIsRecipientAndAgentActor) {
  const Treebank text(
      "Son Son PROPN NNP 3 nsubj:pass PERSON:Son\n"
      "was be AUX VBD 3 aux:pass\n"
      "arrested arrest VERB VBN 0 root\n"
      "by by ADP IN 6 case\n"
      "the the DET DT 6 det\n"
      "army army NOUN NN 3 obl:agent ORGANIZATION:army\n");
  EXPECT_THAT(Events(text), ElementsAre(Type(EventType::kCoerce) + "/arrest arrested: A=army R=Son"));
}

TEST(EventFinder, NominalElectionHasItsOwnerAsRecipient) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj PERSON:Son\n"
      "congratulated congratulate VERB VBD 0 root\n"
      "Sokhonn Sokhonn PROPN NNP 2 obj PERSON:Sokhonn\n"
      "on on ADP IN 6 case\n"
      "his his PRON PRP$ 6 nmod:poss PERSON:Sokhonn\n"
      "election election NOUN NN 2 obl\n"
      "by by ADP IN 9 case\n"
      "the the DET DT 9 det\n"
      "Assembly Assembly PROPN NNP 6 nmod ORGANIZATION:Assembly\n");
  EXPECT_THAT(Events(text), ElementsAre(Type(EventType::kSupport) + " congratulated: A=Son R=Sokhonn",
                                        Type(EventType::kAppoint) + " election: R=Sokhonn A=Assembly"));
}

TEST(EventFinder, CollectiveSubjectGivesEachMember) {
  const Treebank text(
      "They they PRON PRP 2 nsubj PERSON:Son+Maris\n"
      "agreed agree VERB VBD 0 root\n"
      "to to PART TO 4 mark\n"
      "cooperate cooperate VERB VB 2 xcomp\n");
  EXPECT_THAT(Events(text), ElementsAre(Type(EventType::kAgree) + " agreed: A=Son A=Maris"));
}

TEST(EventFinder, ObjectPhraseWithoutAnEntityInItGivesNoTarget) {
  const Treebank text(
      "Malta Malta PROPN NNP 2 nsubj COUNTRY:MT\n"
      "criticised criticise VERB VBD 0 root\n"
      "the the DET DT 4 det\n"
      "move move NOUN NN 2 obj\n");
  EXPECT_THAT(Events(text), ElementsAre(Type(EventType::kAccuse) + "/disapprove criticised: A=MT"));
}

TEST(EventFinder, MeetingThatPersonsAgreedOnIsOneOfTheirCountries) {
  Treebank text(
      "Laos Laos PROPN NNP 4 nsubj COUNTRY:LA\n"
      "and and CCONJ CC 3 cc\n"
      "Chile Chile PROPN NNP 1 conj COUNTRY:CL\n"
      "trade trade VERB VBP 0 root\n"
      "\n"
      "They they PRON PRP 2 nsubj PERSON:Son+Maris\n"
      "agreed agree VERB VBD 0 root\n"
      "to to PART TO 4 mark\n"
      "organise organise VERB VB 2 xcomp\n"
      "the the DET DT 7 det\n"
      "13th 13th ADJ JJ 7 amod\n"
      "meeting meeting NOUN NN 4 obj\n");
  for (ArticleEntity& entity : text.entities.entities) {
    if (entity.display_name == "Son") entity.country_code = "LA";
    if (entity.display_name == "Maris") entity.country_code = "CL";
  }
  EXPECT_THAT(Events(text), ::testing::Contains(Type(EventType::kConsult) + " 13th meeting: A=LA A=CL"));
}

TEST(EventFinder, WhoWorksWithSomebodyToHoldAMeetingMeetsThem) {
  const Treebank text(
      "Laos Laos PROPN NNP 2 nsubj COUNTRY:LA\n"
      "works work VERB VBZ 0 root\n"
      "with with ADP IN 4 case\n"
      "Chile Chile PROPN NNP 2 obl COUNTRY:CL\n"
      "to to PART TO 6 mark\n"
      "hold hold VERB VB 2 advcl\n"
      "talks talk NOUN NNS 6 obj\n");
  EXPECT_THAT(Events(text), ::testing::Contains(Type(EventType::kConsult) + " hold talks: A=LA A=CL"));
}

TEST(EventFinder, PlaceIsNoTarget) {
  const Treebank text(
      "Malta Malta PROPN NNP 2 nsubj COUNTRY:MT\n"
      "condemned condemn VERB VBD 0 root\n"
      "the the DET DT 4 det\n"
      "raid raid NOUN NN 2 obj\n"
      "in in ADP IN 6 case\n"
      "Oslo Oslo PROPN NNP 4 nmod PLACE:Oslo\n");
  EXPECT_THAT(Events(text), ElementsAre(Type(EventType::kAccuse) + "/disapprove condemned: A=MT"));
}

TEST(EventFinder, EventThatNamesNobodyIsLeftOut) {
  const Treebank text(
      "Talks talk NOUN NNS 2 nsubj\n"
      "failed fail VERB VBD 0 root\n");
  EXPECT_THAT(Events(text), IsEmpty());
}

TEST(EventFinder, HopeForSomebodyToActAsksThem) {
  const Treebank text(
      "He he PRON PRP 2 nsubj PERSON:Son\n"
      "reiterated reiterate VERB VBD 0 root\n"
      "his his PRON PRP$ 4 nmod:poss PERSON:Son\n"
      "hope hope NOUN NN 2 obj\n"
      "for for SCONJ IN 8 mark\n"
      "Thailand Thailand PROPN NNP 8 nsubj COUNTRY:TH\n"
      "to to PART TO 8 mark\n"
      "wait wait VERB VB 4 acl\n");
  EXPECT_THAT(Events(text), ElementsAre(Type(EventType::kRequest) + " reiterated his hope: A=Son R=TH"));
}

TEST(EventFinder, FiringNeedsSomebodyWhoIsFired) {
  EXPECT_THAT(Events(Treebank("Son Son PROPN NNP 2 nsubj PERSON:Son\n"
                              "fired fire VERB VBD 0 root\n"
                              "engines engine NOUN NNS 2 obj\n")),
              IsEmpty());
  EXPECT_THAT(Events(Treebank("Son Son PROPN NNP 2 nsubj PERSON:Son\n"
                              "fired fire VERB VBD 0 root\n"
                              "Maris Maris PROPN NNP 2 obj PERSON:Maris\n")),
              ElementsAre(Type(EventType::kSanction) + " fired: A=Son R=Maris"));
}

TEST(EventFinder, WhatIsRefusedIsNoEvent) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj PERSON:Son\n"
      "refused refuse VERB VBD 0 root\n"
      "to to PART TO 4 mark\n"
      "meet meet VERB VB 2 xcomp\n"
      "Maris Maris PROPN NNP 4 obj PERSON:Maris\n");
  EXPECT_THAT(Events(text), ElementsAre(Type(EventType::kReject) + "/meet refused to meet: A=Son"));
}

TEST(EventFinder, ProtestsAreNewsWhereNobodyIsNamed) {
  EXPECT_THAT(Events(Treebank("angry angry ADJ JJ 2 amod\nprotests protest NOUN NNS 0 root\n")),
              ElementsAre(Type(EventType::kProtest) + "/demo protests:"));
  EXPECT_THAT(Events(Treebank("in in ADP IN 2 case\nprotest protest NOUN NN 0 root\n")), IsEmpty());
}

TEST(EventFinder, NobodyIsHisOwnTarget) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj PERSON:Son\n"
      "praised praise VERB VBD 0 root\n"
      "him he PRON PRP 2 obj PERSON:Son\n");
  EXPECT_THAT(Events(text), ElementsAre(Type(EventType::kSupport) + " praised: A=Son"));
}

}  // namespace
}  // namespace dateline::extraction
