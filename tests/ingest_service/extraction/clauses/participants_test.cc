#include "ingest_service/extraction/clauses/participants.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::Treebank;
using ::testing::ElementsAre;

class ParticipantCollectorTest : public ::testing::Test {
 protected:
  ParticipantCollectorTest()
      : text_(
            "the the DET DT 2 det\n"
            "outcome outcome NOUN NN 0 root\n"
            "of of ADP IN 5 case\n"
            "the the DET DT 5 det\n"
            "meeting meeting NOUN NN 2 nmod\n"
            "between between ADP IN 7 case\n"
            "Laos Laos PROPN NNP 5 nmod COUNTRY:LA\n"
            "and and CCONJ CC 9 cc\n"
            "China China PROPN NNP 7 conj COUNTRY:CN\n"
            "in in ADP IN 11 case\n"
            "Oslo Oslo PROPN NNP 5 nmod PLACE:Oslo\n"),
        tree_(text_.analysis) {}

  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const CandidateParticipant& participant : collected_) {
      names.push_back(text_.entities.entities[participant.entity].display_name);
    }
    return names;
  }

  Treebank text_;
  language::Tree tree_;
  std::vector<CandidateParticipant> collected_;
};

TEST_F(ParticipantCollectorTest, PhraseTakesConjunctsAlong) {
  EXPECT_TRUE(ParticipantCollector(tree_, text_.entities, collected_).AddPhrase(Role::kActor, text_.TokenOf("Laos")));
  EXPECT_THAT(Names(), ElementsAre("LA", "CN"));
}

TEST_F(ParticipantCollectorTest, HeadThatNamesNobodyGivesNothingByItself) {
  EXPECT_FALSE(
      ParticipantCollector(tree_, text_.entities, collected_).AddPhrase(Role::kActor, text_.TokenOf("outcome")));
}

TEST_F(ParticipantCollectorTest, ContentsOfAPhraseLeaveOutPlaces) {
  ParticipantCollector collector(tree_, text_.entities, collected_);
  EXPECT_TRUE(collector.AddPhraseOrContents(Role::kRecipient, text_.TokenOf("outcome")));
  EXPECT_THAT(Names(), ElementsAre("LA", "CN"));
  EXPECT_TRUE(collector.Has(Role::kRecipient));
  EXPECT_FALSE(collector.Has(Role::kActor));
}

TEST_F(ParticipantCollectorTest, AnEntityEntersARoleOnce) {
  ParticipantCollector collector(tree_, text_.entities, collected_);
  collector.AddPhrase(Role::kActor, text_.TokenOf("Laos"));
  collector.AddPhrase(Role::kActor, text_.TokenOf("Laos"));
  EXPECT_THAT(Names(), ElementsAre("LA", "CN"));
}

}  // namespace
}  // namespace dateline::extraction
