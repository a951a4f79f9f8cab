#include "ingest_service/extraction/entities/pronoun_resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;

TEST(PronounResolver, PrefersTheSubjectBefore) {
  EXPECT_THAT(MentionsOf(Annotated({"[PERSON An/NNP ] praised/VBD [PERSON Roe/NNP ]", "He/PRP left/VBD"}),
                         Mention::Kind::kPronoun),
              ElementsAre("He = An"));
}

TEST(PronounResolver, HeedsGenderOfTitle) {
  EXPECT_THAT(
      MentionsOf(Annotated({"Mr./NNP [PERSON An/NNP ] praised/VBD Mrs./NNP [PERSON Roe/NNP ]", "She/PRP left/VBD"}),
                 Mention::Kind::kPronoun),
      ElementsAre("She = Roe"));
}

TEST(PronounResolver, TakesPossessiveForTheSubjectAhead) {
  EXPECT_THAT(
      MentionsOf(Annotated({"[PERSON Roe/NNP ] left/VBD", "At/IN his/PRP$ meeting/NN ,/, [PERSON An/NNP ] spoke/VBD"}),
                 Mention::Kind::kPronoun),
      ElementsAre("his = An"));
}

TEST(PronounResolver, TakesTheyForThoseWhoMet) {
  EXPECT_THAT(MentionsOf(Annotated({"[PERSON An/NNP ] met/VBD with/IN [PERSON Roe/NNP ]", "They/PRP agreed/VBD"}),
                         Mention::Kind::kPronoun),
              ElementsAre("They = An, Roe"));
}

TEST(PronounResolver, LeavesExpletiveAlone) {
  EXPECT_THAT(
      MentionsOf(Annotated({"[ORGANIZATION NATO/NNP ] spoke/VBD", "It/PRP is/VBZ clear/JJ that/IN rain/NN fell/VBD"}),
                 Mention::Kind::kPronoun),
      ElementsAre());
}

}  // namespace
}  // namespace dateline::extraction
